package org.strowger.sip.event;

import java.util.function.BiPredicate;

/**
 * The package {@code dialog} (RFC 4235): lamps. Any user may watch any other. What names a dialog
 * is told to those only who may take it over by INVITE with Replaces (RFC 3891): it would also do
 * to end it.
 */
public final class DialogEvents implements EventPackage {

    private final PhoneStates states;
    private final BiPredicate<String, String> mayPickUp;

    /**
     * Tells these states.
     *
     * @param mayPickUp whether the first user may take a call that rings at the second's phone
     */
    public DialogEvents(PhoneStates states, BiPredicate<String, String> mayPickUp) {
        this.states = states;
        this.mayPickUp = mayPickUp;
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
    public byte[] document(long version, String entity, String subscriber, String user) {
        return DialogInfo.of(
                version,
                entity,
                states.of(user),
                dialog -> dialog.name().isWhole() && mayTake(dialog, subscriber, user));
    }

    /** What rings may be picked up, what talks may be moved to another phone of the same user. */
    private boolean mayTake(PhoneDialog dialog, String subscriber, String user) {
        return switch (dialog.state()) {
            case TRYING -> false;
            case EARLY -> !dialog.initiator() && mayPickUp.test(subscriber, user);
            case CONFIRMED -> subscriber.equals(user);
        };
    }
}
