package org.strowger.call;

import org.strowger.ivr.QueueRequest;

/**
 * A caller who is to be called back, and keeps the place meanwhile.
 *
 * @param origin id of the call in which it was asked for
 * @param number of the caller, as it came
 * @param dialled what the caller had dialled: shown as who calls back
 * @param language of the prompts
 * @param asked of the distributor
 * @param sinceMicros when the waiting began that counts for the place
 * @param dueMicros when to try, or to try again
 * @param untilMicros after that it is given up
 * @param attempts how often the caller was called in vain
 */
public record Callback(
        String queue,
        String origin,
        String number,
        String dialled,
        String language,
        QueueRequest asked,
        long sinceMicros,
        long dueMicros,
        long untilMicros,
        int attempts) {

    /** Of whom nothing is kept: done, or given up. */
    public static final Callback NONE =
            new Callback("", "", "", "", "", QueueRequest.of(0), 0, 0, 0, 0);

    /** By what it is kept: a number has one in a queue. */
    public String key() {
        return key(queue, number);
    }

    static String key(String queue, String number) {
        return queue + "/" + number;
    }

    /** To be tried then. */
    Callback due(long micros) {
        return next(micros, attempts);
    }

    /** The same after one more call. */
    Callback called(long nextMicros) {
        return next(nextMicros, attempts + 1);
    }

    /** The same when there was no line for that call. */
    Callback notCalled() {
        return next(dueMicros, attempts - 1);
    }

    private Callback next(long micros, int calls) {
        return new Callback(
                queue,
                origin,
                number,
                dialled,
                language,
                asked,
                sinceMicros,
                micros,
                untilMicros,
                calls);
    }
}
