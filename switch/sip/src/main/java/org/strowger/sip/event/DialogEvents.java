package org.strowger.sip.event;

/** The package {@code dialog} (RFC 4235): lamps. Any user may watch any other. */
public final class DialogEvents implements EventPackage {

    private final PhoneStates states;

    public DialogEvents(PhoneStates states) {
        this.states = states;
    }

    @Override
    public String name() {
        return "dialog";
    }

    @Override
    public String type() {
        return DialogInfo.TYPE;
    }

    @Override
    public boolean mayWatch(String subscriber, String user) {
        return true;
    }

    @Override
    public byte[] document(long version, String entity, String user) {
        return DialogInfo.of(version, entity, states.of(user));
    }
}
