package org.strowger.sip.guard;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each ban, but no more lines in a minute than somebody would read. One thread. */
final class BanLog {

    private static final Logger LOG = LoggerFactory.getLogger(BanLog.class);
    private static final int LINES_A_MINUTE = 20;
    private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
    private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

    private long minuteMicros;
    private int lines;
    private int leftOut;

    void banned(Ban ban) {
        if (mayWrite(ban.sinceMicros())) {
            LOG.warn(
                    "banned {} for {} s: {}; ban number {}",
                    ban.source(),
                    (ban.untilMicros() - ban.sinceMicros()) / SECOND,
                    ban.cause().text(),
                    ban.times());
        }
    }

    /**
     * Somebody earned a ban by a way that an agent or a call uses.
     *
     * @param way address and port
     */
    void spared(String way, Offence cause, long nowMicros) {
        if (mayWrite(nowMicros)) {
            LOG.warn("not banned, as somebody is served there: {}: {}", way, cause.text());
        }
    }

    private boolean mayWrite(long nowMicros) {
        if (nowMicros - minuteMicros >= MINUTE) {
            if (leftOut > 0) {
                LOG.warn("bans without a line in the log: {}", leftOut);
            }
            minuteMicros = nowMicros;
            lines = 0;
            leftOut = 0;
        }
        if (lines == LINES_A_MINUTE) {
            leftOut++;
            return false;
        }
        lines++;
        return true;
    }
}
