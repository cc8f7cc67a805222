package org.strowger.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdCommand.Obstacle;
import org.strowger.acd.AcdCommand.ShownCall;
import org.strowger.acd.Needs;
import org.strowger.acd.WaitEstimate;
import org.strowger.acd.WaitFigures;
import org.strowger.control.SwitchDoor.QueueView;
import org.strowger.control.SwitchDoor.WaitingView;

/** Queues and the calls in them, in the words of the control door. */
final class WaitingCalls {

    private static final double MICROS = 1e6;
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private WaitingCalls() {}

    /**
     * A queue.
     *
     * @param open whether it takes callers
     * @param known how they wait; null for a queue that is too new
     */
    static QueueView view(AcdCommand.QueueView queue, boolean open, @Nullable WaitFigures known) {
        var figures = known == null ? WaitFigures.none(queue.queue()) : known;
        long oldest = queue.oldestMicros();
        long measured = figures.measured();
        return new QueueView(
                queue.queue().value(),
                queue.waiting().size(),
                queue.offered(),
                oldest == 0 ? null : ISO.format(instant(oldest)),
                open,
                seconds(figures.expectedMicros()),
                figures.handleMicros() == 0 ? null : seconds(figures.handleMicros()),
                measured,
                measured == 0 ? null : seconds(figures.errorMicros() / measured));
    }

    static WaitingView view(ShownCall call) {
        var estimate = call.estimate();
        return new WaitingView(
                call.call().value(),
                ISO.format(instant(call.joinedMicros())),
                call.scoreMicros() / MICROS,
                estimate.place(),
                seconds(estimate.likelyMicros()),
                seconds(estimate.lowMicros()),
                seconds(estimate.highMicros()),
                call.needs().equals(Needs.none()) ? "no skill" : call.needs().toString(),
                call.step(),
                call.heldFor() == null ? null : Objects.toString(call.heldFor()),
                call.able(),
                call.agents().stream().map(WaitingCalls::text).collect(Collectors.joining("; ")));
    }

    private static String text(Obstacle obstacle) {
        var until =
                obstacle.untilMicros() == 0
                        ? ""
                        : " until " + TIME.format(instant(obstacle.untilMicros()));
        return obstacle.agent() + " " + obstacle.why() + until;
    }

    private static @Nullable Double seconds(long micros) {
        return micros == WaitEstimate.UNKNOWN ? null : micros / MICROS;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
