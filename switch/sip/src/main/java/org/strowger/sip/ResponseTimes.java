package org.strowger.sip;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.strowger.base.Clock;

/**
 * How long callers and phones wait for our responses: from the moment an I/O loop has read the
 * request to the moment the response is handed to the socket, the wait for the signalling thread
 * included. Recorded by signalling, read by anybody.
 */
public final class ResponseTimes {

    /** A request whose time of receipt nobody noted; its response is not measured. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final long LOWEST_MICROS = 100;

    /** What is measured. */
    public enum Response {
        INVITE_100("INVITE", 100),
        /** The first only. */
        INVITE_180("INVITE", 180),
        INVITE_200("INVITE", 200),
        REGISTER_200("REGISTER", 200),
        /** The challenge. */
        REGISTER_401("REGISTER", 401);

        private final String method;
        private final int status;

        Response(String method, int status) {
            this.method = method;
            this.status = status;
        }

        public String method() {
            return method;
        }

        public int status() {
            return status;
        }
    }

    private final Clock clock;
    private final Map<Response, DelayHistogram> histograms = new EnumMap<>(Response.class);

    /**
     * Nothing measured yet.
     *
     * @param clock read at each receipt and each response, so not the signalling thread's, which
     *     stands still within a step
     */
    public ResponseTimes(Clock clock) {
        this.clock = clock;
        for (var response : Response.values()) {
            histograms.put(response, new DelayHistogram(LOWEST_MICROS));
        }
    }

    /** The time of receipt, for a request that is read now. Any thread. */
    public long now() {
        return clock.nowMicros();
    }

    /** The response leaves now. For the signalling thread only. */
    public void responded(Response response, long receivedMicros) {
        if (receivedMicros != UNKNOWN) {
            histogram(response).record(clock.nowMicros() - receivedMicros);
        }
    }

    public DelayHistogram.Reading read(Response response) {
        return histogram(response).read();
    }

    private DelayHistogram histogram(Response response) {
        var histogram = histograms.get(response);
        return Objects.requireNonNull(histogram, "every response has its histogram");
    }
}
