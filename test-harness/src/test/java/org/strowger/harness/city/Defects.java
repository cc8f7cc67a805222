package org.strowger.harness.city;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.OfferId;
import org.strowger.base.AgentId;
import org.strowger.media.MediaEngine;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaStatistics;
import org.strowger.media.Playing;
import org.strowger.media.RtpFormat;
import org.strowger.media.srtp.Encryption;
import org.strowger.records.CallEvent;
import org.strowger.records.RecordSink;

/** Defects that a switch could have, each put between its parts; production code knows none. */
final class Defects {

    private Defects() {}

    /** Of the events that count, each so-manieth never reaches the spool. */
    static Twins recordsDropped(int every, Predicate<CallEvent> counts) {
        var seen = new Counter(every);
        return Twins.plain()
                .withRecords(next ->
                        new RecordSink() {
                            @Override
                            public void append(CallEvent event) {
                                if (!counts.test(event) || !seen.hits()) {
                                    next.append(event);
                                }
                            }

                            @Override
                            public boolean acceptsNewCalls() {
                                return next.acceptsNewCalls();
                            }
                        });
    }

    /** Each so-manieth record is written down twice. */
    static Twins recordsDoubled(int every) {
        var seen = new Counter(every);
        return Twins.plain()
                .withRecords(next ->
                        new RecordSink() {
                            @Override
                            public void append(CallEvent event) {
                                next.append(event);
                                if (event instanceof CallEvent.Ended && seen.hits()) {
                                    next.append(event);
                                }
                            }

                            @Override
                            public boolean acceptsNewCalls() {
                                return next.acceptsNewCalls();
                            }
                        });
    }

    /** Each so-manieth offer goes to an agent who talks, where one does. */
    static Twins offersToBusyAgents(int every) {
        var talking = new LinkedHashMap<OfferId, AgentId>();
        var offered = new LinkedHashMap<OfferId, AgentId>();
        var seen = new Counter(every);
        return Twins.plain()
                .withAcdPort(next ->
                        event -> {
                            boolean taken = next.tryPublish(event);
                            if (taken) {
                                watch(event, offered, talking);
                            }
                            return taken;
                        })
                .withAcdOutput(next ->
                        command -> {
                            if (!(command instanceof AcdCommand.Offer offer)) {
                                next.accept(command);
                                return;
                            }
                            var agent = offer.agent();
                            if (!talking.isEmpty() && seen.hits()) {
                                agent = talking.values().iterator().next();
                            }
                            offered.put(offer.offer(), agent);
                            next.accept(
                                    new AcdCommand.Offer(
                                            offer.offer(), agent, offer.call(), offer.queue()));
                        });
    }

    private static void watch(
            AcdEvent event, Map<OfferId, AgentId> offered, Map<OfferId, AgentId> talking) {
        switch (event) {
            case AcdEvent.OfferAccepted(_, var id) -> {
                var agent = offered.get(id);
                if (agent != null) {
                    talking.put(id, agent);
                }
            }
            case AcdEvent.TalkEnded(_, var id) -> talking.remove(id);
            default -> {}
        }
    }

    /** Of the timers at least so long ahead, each so-manieth never fires. */
    static Twins timersLost(int every, Duration atLeast) {
        long longer = atLeast.toNanos() / 1_000;
        var seen = new Counter(every);
        return Twins.plain()
                .withWheel((tick, now, watch) ->
                        new Twins.WatchedWheel(tick, now, watch) {
                            private long nowMicros = now;

                            @Override
                            public Timer schedule(long atMicros, Runnable action) {
                                boolean lost = atMicros - nowMicros >= longer && seen.hits();
                                return super.schedule(atMicros, lost ? () -> {} : action);
                            }

                            @Override
                            public void advance(long toMicros) {
                                nowMicros = toMicros;
                                super.advance(toMicros);
                            }
                        });
    }

    /** Each so-manieth leg says that it is closed, and keeps its port. */
    static Twins portsLeaked(int every) {
        var seen = new Counter(every);
        return Twins.plain().withMedia(next -> new LeakyMedia(next, seen));
    }

    /** Each so-manieth 200 to an INVITE goes out twice, the second time from somebody else. */
    static Twins callersAnsweredTwice(int every) {
        var seen = new Counter(every);
        return Twins.plain()
                .withSender(next ->
                        (flow, message) -> {
                            boolean sent = next.send(flow, message);
                            var text = new String(message, UTF_8);
                            if (text.startsWith("SIP/2.0 200")
                                    && text.contains(" INVITE\r\n")
                                    && seen.hits()) {
                                var other = text.replaceAll("(\nTo:.*;tag=)", "$1other");
                                next.send(flow, other.getBytes(UTF_8));
                            }
                            return sent;
                        });
    }

    /** Each so-manieth answer of an agent is told the distributor twice. */
    static Twins agentsAnswersToldTwice(int every) {
        var seen = new Counter(every);
        return Twins.plain()
                .withAcdPort(next ->
                        event -> {
                            boolean taken = next.tryPublish(event);
                            if (taken && event instanceof AcdEvent.OfferAccepted && seen.hits()) {
                                next.tryPublish(event);
                            }
                            return taken;
                        });
    }

    /** Hits one time in so many. */
    private static final class Counter {
        private final int every;
        private int seen;

        Counter(int every) {
            this.every = every;
        }

        boolean hits() {
            return ++seen % every == 0;
        }
    }

    private record LeakyMedia(MediaEngine next, Counter seen) implements MediaEngine {
        @Override
        public MediaLeg open(long affinity, StandardProtocolFamily family, MediaEvents events) {
            var leg = new LeakyLeg(seen.hits(), events);
            leg.next = next.open(affinity, family, events);
            return leg;
        }

        @Override
        public int portsInUse() {
            return next.portsInUse();
        }
    }

    private static final class LeakyLeg implements MediaLeg {
        private final boolean leaks;
        private final MediaEvents events;
        private @Nullable MediaLeg next;

        LeakyLeg(boolean leaks, MediaEvents events) {
            this.leaks = leaks;
            this.events = events;
        }

        private MediaLeg next() {
            if (next == null) {
                throw new IllegalStateException("not open yet");
            }
            return next;
        }

        @Override
        public void connect(RtpFormat format, InetSocketAddress remote, boolean sending) {
            next().connect(format, remote, sending);
        }

        @Override
        public void encrypt(@Nullable Encryption how) {
            next().encrypt(how);
        }

        @Override
        public void play(int generation, List<String> prompts, Playing how) {
            next().play(generation, prompts, how);
        }

        @Override
        public void music() {
            next().music();
        }

        @Override
        public void echo() {
            next().echo();
        }

        @Override
        public void silence() {
            next().silence();
        }

        @Override
        public void bridge(MediaLeg other) {
            next().bridge(other instanceof LeakyLeg leaky ? leaky.next() : other);
        }

        @Override
        public void close() {
            if (leaks) {
                next().silence();
                events.closed(new MediaStatistics(0, 0, 0, 0, 0, 0));
            } else {
                next().close();
            }
        }
    }
}
