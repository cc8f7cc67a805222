package org.strowger.media;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.media.srtp.Encryption;

/**
 * Media without sockets and sound, for signalling that is tried out alone: legs open and close at
 * once, and nothing else happens. One thread.
 */
public final class StillMedia implements MediaEngine {

    private final InetSocketAddress local;
    private int open;

    /**
     * @param local of every leg
     */
    public StillMedia(InetSocketAddress local) {
        this.local = local;
    }

    @Override
    public MediaLeg open(long affinity, StandardProtocolFamily family, MediaEvents events) {
        open++;
        events.opened(local);
        return new Leg(events);
    }

    @Override
    public int portsInUse() {
        return open;
    }

    private final class Leg implements MediaLeg {
        private final MediaEvents events;
        private boolean closed;

        Leg(MediaEvents events) {
            this.events = events;
        }

        @Override
        public void connect(RtpFormat format, InetSocketAddress remote, boolean sending) {}

        @Override
        public void encrypt(@Nullable Encryption how) {}

        @Override
        public void play(int generation, List<String> prompts, Playing how) {}

        @Override
        public void music() {}

        @Override
        public void echo() {}

        @Override
        public void silence() {}

        @Override
        public void bridge(MediaLeg other) {}

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open--;
                events.closed(MediaStatistics.NONE);
            }
        }
    }
}
