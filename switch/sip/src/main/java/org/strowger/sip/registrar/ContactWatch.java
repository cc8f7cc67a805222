package org.strowger.sip.registrar;

/** Told of contacts that come, go, and come again. On the signalling thread. */
public interface ContactWatch {

    /** Nobody listens. */
    ContactWatch NONE =
            new ContactWatch() {
                @Override
                public void bound(Binding contact, boolean anew) {}

                @Override
                public void unbound(Binding contact) {}
            };

    /**
     * A contact was registered.
     *
     * @param anew false for one that is refreshed only
     */
    void bound(Binding contact, boolean anew);

    /** A contact is gone. */
    void unbound(Binding contact);

    /** This one, and then the other. */
    default ContactWatch and(ContactWatch other) {
        var first = this;
        return new ContactWatch() {
            @Override
            public void bound(Binding contact, boolean anew) {
                first.bound(contact, anew);
                other.bound(contact, anew);
            }

            @Override
            public void unbound(Binding contact) {
                first.unbound(contact);
                other.unbound(contact);
            }
        };
    }
}
