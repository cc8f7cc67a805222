package org.strowger.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaEngine;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaStatistics;
import org.strowger.media.MixingRoom;
import org.strowger.media.Playing;
import org.strowger.media.RtpFormat;
import org.strowger.media.VoiceTap;
import org.strowger.media.dtls.Fingerprint;
import org.strowger.media.quality.LegQuality;
import org.strowger.media.srtp.Encryption;

/** Media without packets: every command is obeyed at once and can be read afterwards. */
final class FakeMedia implements MediaEngine {

    private static final InetAddress IPV4 = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress IPV6 = InetAddress.ofLiteral("::1");

    final List<Leg> legs = new ArrayList<>();
    final List<FakeRoom> rooms = new ArrayList<>();
    boolean exhausted;
    @Nullable Fingerprint fingerprint;
    boolean fullOfRooms;
    int openRooms;

    /** The IP version of which no port is free. */
    @Nullable StandardProtocolFamily lacking;

    private int open;

    @Override
    public MediaLeg open(long affinity, StandardProtocolFamily family, MediaEvents events) {
        var leg = new Leg(events, affinity);
        legs.add(leg);
        if (exhausted || family == lacking) {
            leg.closed = true;
            events.failed("no RTP port free");
        } else {
            open++;
            events.opened(
                    new InetSocketAddress(
                            family == StandardProtocolFamily.INET6 ? IPV6 : IPV4,
                            20_000 + legs.size()));
        }
        return leg;
    }

    @Override
    public @Nullable Fingerprint fingerprint() {
        return fingerprint;
    }

    @Override
    public @Nullable MixingRoom room(long affinity, int seats) {
        if (fullOfRooms) {
            return null;
        }
        openRooms++;
        var room = new FakeRoom(seats, () -> openRooms--);
        rooms.add(room);
        return room;
    }

    @Override
    public int portsInUse() {
        return open;
    }

    final class Leg implements MediaLeg {
        final MediaEvents events;
        final long affinity;
        final List<String> did = new ArrayList<>();
        @Nullable Leg partner;
        boolean closed;
        boolean answered;
        long tellsQuietAfter;
        int playing;
        String withheld = "";
        @Nullable KeyWay keys;
        @Nullable Encryption encryption;
        LegQuality quality = LegQuality.NONE;
        @Nullable VoiceTap tap;

        Leg(MediaEvents events, long affinity) {
            this.events = events;
            this.affinity = affinity;
        }

        @Override
        public void connect(RtpFormat format, InetSocketAddress remote, boolean sending) {
            did.add("connect " + format.law() + " " + remote.getPort() + (sending ? "" : " held"));
            keys = format.keys();
        }

        @Override
        public void answered() {
            answered = true;
        }

        @Override
        public void tellQuiet(long micros) {
            tellsQuietAfter = micros;
        }

        @Override
        public void encrypt(@Nullable Encryption agreed) {
            encryption = agreed;
        }

        @Override
        public void play(int generation, List<String> prompts, Playing how) {
            playing = generation;
            did.add(
                    "play "
                            + String.join("+", prompts)
                            + (how.equals(Playing.ONCE) ? "" : " " + how));
        }

        @Override
        public void music() {
            part();
            did.add("music");
        }

        @Override
        public void tone(String id) {
            part();
            did.add(id);
        }

        @Override
        public void keyed(char key, int durationMillis) {
            pressed(key);
        }

        @Override
        public void echo() {
            did.add("echo");
        }

        @Override
        public void silence() {
            part();
            did.add("silence");
        }

        @Override
        public void bridge(MediaLeg other) {
            part();
            var next = (Leg) other;
            next.part();
            partner = next;
            next.partner = this;
            did.add("bridge");
        }

        /** Whoever was joined with this leg is not any more. */
        private void part() {
            if (partner != null) {
                partner.partner = null;
                partner = null;
            }
        }

        /** It hears a room, and nobody else. */
        void seated() {
            part();
            did.add("room");
        }

        @Override
        public void withhold(String keys) {
            withheld = keys;
        }

        @Override
        public void tap(@Nullable VoiceTap by) {
            tap = by;
        }

        /** The peer presses a key. */
        void pressed(char key) {
            if (withheld.indexOf(key) < 0) {
                events.key(key, 100);
            } else {
                withheld = "0123456789*#ABCD";
                events.withheld(key, 100);
            }
        }

        @Override
        public void press(String keys) {
            did.add("press " + keys);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open--;
                events.closed(new MediaStatistics(10, 20, 1, 0, 0, 0, quality));
            }
        }
    }
}
