package org.strowger.call;

/** What a user may set of himself, by feature code or through the operator. */
public enum UserChange {
    DO_NOT_DISTURB(false),
    DO_NOT_DISTURB_OFF(false),
    FORWARD(true),
    FORWARD_OFF(false),
    FORWARD_BUSY(true),
    FORWARD_BUSY_OFF(false),
    FORWARD_NO_ANSWER(true),
    FORWARD_NO_ANSWER_OFF(false);

    private final boolean needsNumber;

    UserChange(boolean needsNumber) {
        this.needsNumber = needsNumber;
    }

    /** Whether a number must follow. */
    public boolean needsNumber() {
        return needsNumber;
    }

    /**
     * The settings after the change.
     *
     * @param number where calls are forwarded to, if that is what it is about
     */
    public UserSettings applyTo(UserSettings before, String number) {
        return switch (this) {
            case DO_NOT_DISTURB -> before.withDoNotDisturb(true);
            case DO_NOT_DISTURB_OFF -> before.withDoNotDisturb(false);
            case FORWARD -> before.withAlways(number);
            case FORWARD_OFF -> before.withAlways("");
            case FORWARD_BUSY -> before.withBusy(number);
            case FORWARD_BUSY_OFF -> before.withBusy("");
            case FORWARD_NO_ANSWER -> before.withNoAnswer(number, before.noAnswerSeconds());
            case FORWARD_NO_ANSWER_OFF -> before.withNoAnswer("", before.noAnswerSeconds());
        };
    }
}
