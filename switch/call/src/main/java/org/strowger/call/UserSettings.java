package org.strowger.call;

/**
 * What a user has set for calls to his number. Numbers are empty for no forwarding.
 *
 * @param always where every call goes
 * @param busy where a call goes that finds the phone busy, or the user not to be disturbed
 * @param noAnswer where a call goes that nobody takes, or whose phone is not there
 * @param noAnswerSeconds how long the phone rings before that, 1 to 180
 */
public record UserSettings(
        boolean doNotDisturb, String always, String busy, String noAnswer, int noAnswerSeconds) {

    private static final int USUAL_SECONDS = 20;

    /** Nothing set. */
    public static final UserSettings NONE = new UserSettings(false, "", "", "", USUAL_SECONDS);

    UserSettings withDoNotDisturb(boolean now) {
        return new UserSettings(now, always, busy, noAnswer, noAnswerSeconds);
    }

    UserSettings withAlways(String number) {
        return new UserSettings(doNotDisturb, number, busy, noAnswer, noAnswerSeconds);
    }

    UserSettings withBusy(String number) {
        return new UserSettings(doNotDisturb, always, number, noAnswer, noAnswerSeconds);
    }

    /** The same with another number and time for calls that nobody takes. */
    public UserSettings withNoAnswer(String number, int seconds) {
        return new UserSettings(doNotDisturb, always, busy, number, seconds);
    }
}
