package org.strowger.harness.load.trouble;

import org.strowger.harness.load.conservation.Evidence.Caller;
import org.strowger.harness.load.conservation.Evidence.Fate;

/**
 * One call as its caller saw it. Times are epoch milliseconds, 0 where it never happened.
 *
 * @param answeredMillis the 200 came
 * @param endMillis the call was over, or its caller began to end it
 * @param status final status of its INVITE; 0 when there was none
 * @param retryAfter whether the final response said when to come again
 * @param agreed whether the switch agreed to the end
 */
record Attempt(
        String number,
        long startMillis,
        long answeredMillis,
        long endMillis,
        int status,
        boolean retryAfter,
        boolean agreed) {

    boolean isEstablished() {
        return answeredMillis != 0;
    }

    /** Why the call failed; empty when it did not. Giving up is no failure. */
    String failure() {
        if (isEstablished() || status == 487) {
            return "";
        }
        return status == 0 ? "timeout" : String.valueOf(status);
    }

    Caller caller() {
        return new Caller(number, fate());
    }

    private Fate fate() {
        if (isEstablished()) {
            return Fate.ESTABLISHED;
        }
        return switch (status) {
            case 0 -> Fate.TIMED_OUT;
            case 487 -> Fate.ABANDONED;
            case 404, 503 -> Fate.REFUSED;
            default -> Fate.FAILED;
        };
    }
}
