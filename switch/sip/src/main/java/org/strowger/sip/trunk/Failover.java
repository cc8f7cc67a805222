package org.strowger.sip.trunk;

import java.util.Set;

/**
 * When a call goes on to the next host.
 *
 * @param silenceMillis without any response, while there is a next host
 * @param progressMillis with nothing but 100, while there is a next host; 0 for as long as it takes
 * @param statuses final responses that are not the end of the call, even after a provisional one
 *     above 100; a 503 before that never is
 * @param restSeconds how long a host that was silent gets no calls, while another does
 */
public record Failover(
        int silenceMillis, int progressMillis, Set<Integer> statuses, int restSeconds) {

    public static final Failover DEFAULT = new Failover(4_000, 0, Set.of(), 30);

    public Failover {
        statuses = Set.copyOf(statuses);
    }
}
