package org.strowger.harness.city;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaCounters;
import org.strowger.media.MediaEngine;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaStatistics;
import org.strowger.media.Playing;
import org.strowger.media.PortRange;
import org.strowger.media.PortTable;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.srtp.Encryption;

/**
 * Media without packets: ports by number from the switch's own table of ports, prompts as long as
 * the real ones, and keys that callers press. Each event comes later, never inside a command.
 */
final class CityMedia implements MediaEngine {

    private static final long FRAME_MICROS = 20_000;
    private static final String ADDRESS = Street.SWITCH_HOST;

    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final Prompts prompts;
    private final PortRange range;
    private final Map<Integer, Leg> legs = new HashMap<>();
    private PortTable ports;
    private Consumer<Runnable> toSwitch = Runnable::run;
    private int age;

    CityMedia(Agenda agenda, Chance chance, Trace trace, Prompts prompts, PortRange range) {
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        this.prompts = prompts;
        this.range = range;
        this.ports = new PortTable(range.size(), new MediaCounters());
    }

    /** A switch begins: all ports are free, and what the last one had is gone. */
    void begin(Consumer<Runnable> signalling) {
        age++;
        legs.clear();
        ports = new PortTable(range.size(), new MediaCounters());
        toSwitch = signalling;
    }

    @Override
    public MediaLeg open(long affinity, StandardProtocolFamily family, MediaEvents events) {
        int index = ports.take(agenda.nowMicros());
        if (index == PortTable.NONE) {
            var none = new Leg(affinity, 0, events);
            none.closed = true;
            later(() -> events.failed("no port is free"));
            return none;
        }
        int port = range.first() + index;
        var leg = new Leg(affinity, port, events);
        if (legs.put(port, leg) != null) {
            throw new IllegalStateException("port " + port + " has two legs");
        }
        later(() -> events.opened(Street.address(ADDRESS, port)));
        return leg;
    }

    @Override
    public int portsInUse() {
        return ports.inUse();
    }

    /** Legs that have a port; the same as {@link #portsInUse}, found another way. */
    int legs() {
        return legs.size();
    }

    int mostPorts() {
        return range.size();
    }

    /** Each port belongs to a call that lives. */
    void check(Set<Long> liveCalls, Truth.Complaints complaints) {
        for (var leg : legs.values()) {
            if (!liveCalls.contains(leg.affinity)) {
                complaints.raise(
                        "port %d is in use, and its call, number %s, is over"
                                .formatted(
                                        leg.port,
                                        Long.toString(leg.affinity, Character.MAX_RADIX)));
            }
        }
    }

    /** A caller whose RTP goes to that port presses a key. */
    void press(int port, char key) {
        int pressedIn = age;
        agenda.after(
                chance.between(20_000, 120_000),
                () -> {
                    var leg = legs.get(port);
                    if (leg != null && pressedIn == age) {
                        trace.say("key to port " + port, key);
                        toSwitch.accept(() -> leg.events.key(key, 100));
                    }
                });
    }

    /** An event on its way to signalling; lost when the switch dies first. */
    private void later(Runnable event) {
        after(chance.between(20, 400), event);
    }

    private Agenda.Entry after(long micros, Runnable event) {
        int begun = age;
        return agenda.after(
                micros,
                () -> {
                    if (begun == age) {
                        toSwitch.accept(event);
                    }
                });
    }

    private long lengthMicros(List<String> ids) {
        long frames = 0;
        for (var id : ids) {
            var prompt = prompts.find(id);
            frames += prompt == null ? 0 : prompt.frames();
        }
        return Math.max(1, frames) * FRAME_MICROS;
    }

    /** One port. */
    private final class Leg implements MediaLeg {
        private final long affinity;
        private final int port;
        private final MediaEvents events;
        private boolean connected;
        private boolean closed;
        private long sendingSince;
        private Agenda.@Nullable Entry playing;
        private @Nullable Runnable waitsForConnect;
        private @Nullable Leg bridged;

        Leg(long affinity, int port, MediaEvents events) {
            this.affinity = affinity;
            this.port = port;
            this.events = events;
        }

        /** Nobody is heard in the city. */
        @Override
        public void encrypt(@Nullable Encryption how) {}

        @Override
        public void connect(RtpFormat format, InetSocketAddress remote, boolean sending) {
            if (!connected) {
                connected = true;
                sendingSince = agenda.nowMicros();
            }
            var waiting = waitsForConnect;
            waitsForConnect = null;
            if (waiting != null && !closed) {
                waiting.run();
            }
        }

        @Override
        public void play(int generation, List<String> ids, Playing how) {
            replace();
            if (how.times() == Playing.FOR_EVER) {
                return;
            }
            long length = lengthMicros(ids) * how.times();
            Runnable play = () -> playing = after(length, () -> events.played(generation));
            if (connected && !closed) {
                play.run();
            } else {
                waitsForConnect = play;
            }
        }

        @Override
        public void music() {
            replace();
        }

        @Override
        public void tone(String id) {
            replace();
        }

        @Override
        public void echo() {
            replace();
        }

        @Override
        public void silence() {
            replace();
        }

        @Override
        public void bridge(MediaLeg other) {
            if (!(other instanceof Leg leg)) {
                throw new IllegalStateException("a leg that is not of this city");
            }
            replace();
            leg.replace();
            bridged = leg;
            leg.bridged = this;
        }

        private void replace() {
            if (playing != null) {
                playing.cancel();
                playing = null;
            }
            waitsForConnect = null;
            if (bridged != null) {
                bridged.bridged = null;
                bridged = null;
            }
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            replace();
            later(this::released);
        }

        private void released() {
            legs.remove(port);
            ports.release(port - range.first(), agenda.nowMicros());
            long packets = connected ? (agenda.nowMicros() - sendingSince) / FRAME_MICROS : 0;
            events.closed(new MediaStatistics(packets, packets, 0, 0, 0, 0));
        }
    }
}
