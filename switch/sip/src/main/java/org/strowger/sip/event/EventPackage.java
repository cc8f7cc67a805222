package org.strowger.sip.event;

/** What can be subscribed to (RFC 6665, section 5): one kind of state of users. */
public interface EventPackage {

    /** Its name in the header Event. */
    String name();

    /** Media type of its documents. */
    String type();

    /** Whether one user may be told of another. */
    boolean mayWatch(String subscriber, String user);

    /**
     * The user's full state as it is now.
     *
     * @param version of the document in its subscription: one more each time
     * @param entity the user's URI
     * @param subscriber who is told
     */
    byte[] document(long version, String entity, String subscriber, String user);
}
