package org.strowger.acd;

/** The octets are no snapshot of a distributor, or are damaged, or of another version. */
public final class MalformedSnapshot extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    MalformedSnapshot(String message) {
        super("no snapshot of a distributor: " + message);
    }

    MalformedSnapshot(RuntimeException cause) {
        super("no snapshot of a distributor: " + cause.getMessage(), cause);
    }
}
