package org.strowger.harness.city;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdPort;
import org.strowger.base.TimerWheel;
import org.strowger.media.MediaEngine;
import org.strowger.records.RecordSink;
import org.strowger.sip.SipEvents;
import org.strowger.sip.SipSender;

/**
 * What a test may put between the switch and its twins, to plant a defect: each gets what the city
 * would have used and gives what shall be used instead. The city's own checks stand on the far side
 * of all of them, so they see what a defect makes of it. Used anew each time the switch begins.
 *
 * @param records between call control and the spool
 * @param acdPort between call control and the distributor's events
 * @param acdOutput between the distributor's commands and call control
 * @param wheel makes the timer wheel
 * @param media between call control and the media
 * @param sender between SIP and the network
 * @param events between SIP and call control
 */
public record Twins(
        UnaryOperator<RecordSink> records,
        UnaryOperator<AcdPort> acdPort,
        UnaryOperator<Consumer<AcdCommand>> acdOutput,
        Wheels wheel,
        UnaryOperator<MediaEngine> media,
        UnaryOperator<SipSender> sender,
        UnaryOperator<SipEvents> events) {

    /** Makes the switch's timer wheel. */
    @FunctionalInterface
    public interface Wheels {
        /**
         * A wheel for a switch that begins.
         *
         * @param watch is to be told of every timer that is set, before it is set
         */
        TimerWheel make(long tickMicros, long nowMicros, TimerWatch watch);
    }

    /** Hears of every timer. */
    @FunctionalInterface
    public interface TimerWatch {
        /** A timer is set for this time. */
        void scheduled(long atMicros);
    }

    /** A wheel that tells of its timers. */
    public static class WatchedWheel extends TimerWheel {
        private final TimerWatch watch;

        public WatchedWheel(long tickMicros, long nowMicros, TimerWatch watch) {
            super(tickMicros, nowMicros);
            this.watch = watch;
        }

        @Override
        public Timer schedule(long atMicros, Runnable action) {
            watch.scheduled(atMicros);
            return super.schedule(atMicros, action);
        }
    }

    /** Nothing in between. */
    public static Twins plain() {
        return new Twins(
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                WatchedWheel::new,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                UnaryOperator.identity());
    }

    public Twins withRecords(UnaryOperator<RecordSink> other) {
        return new Twins(other, acdPort, acdOutput, wheel, media, sender, events);
    }

    public Twins withAcdPort(UnaryOperator<AcdPort> other) {
        return new Twins(records, other, acdOutput, wheel, media, sender, events);
    }

    public Twins withAcdOutput(UnaryOperator<Consumer<AcdCommand>> other) {
        return new Twins(records, acdPort, other, wheel, media, sender, events);
    }

    public Twins withWheel(Wheels other) {
        return new Twins(records, acdPort, acdOutput, other, media, sender, events);
    }

    public Twins withMedia(UnaryOperator<MediaEngine> other) {
        return new Twins(records, acdPort, acdOutput, wheel, other, sender, events);
    }

    public Twins withSender(UnaryOperator<SipSender> other) {
        return new Twins(records, acdPort, acdOutput, wheel, media, other, events);
    }

    public Twins withEvents(UnaryOperator<SipEvents> other) {
        return new Twins(records, acdPort, acdOutput, wheel, media, sender, other);
    }
}
