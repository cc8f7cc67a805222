package org.strowger.sip;

/**
 * Why a leg is ended: what its CANCEL or BYE says in Reason headers (RFC 3326).
 *
 * @param q850 cause of ITU-T Q.850, 1 to 127
 * @param elsewhere whether somebody else has the call: a phone that rang shows no missed call then
 *     (section 3.1)
 * @param text for people
 */
public record Reason(int q850, boolean elsewhere, String text) {

    /** For those who need not ring any more. */
    public static final Reason ELSEWHERE =
            new Reason(Q850.NON_SELECTED_USER_CLEARING.cause(), true, "Call completed elsewhere");

    /** For that cause. */
    public static Reason of(Q850 cause, String text) {
        return new Reason(cause.cause(), false, text);
    }

    /** Nothing went wrong: the call is over. */
    public static Reason normal(String text) {
        return of(Q850.NORMAL_CLEARING, text);
    }

    /**
     * The response that says the same. The cause of a BYE tells of a call that was answered, so 200
     * is where nothing went wrong.
     */
    public int status() {
        int status = elsewhere ? 0 : Q850.statusOf(q850);
        return status == 0 ? 200 : status;
    }
}
