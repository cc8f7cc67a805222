package org.strowger.harness.rtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where simulated phones get the sound of their calls from. Safe to call from any thread. */
public interface SoundSource {

    /** Opens a port for one leg of a call. */
    Stream open();

    /** The sound of one leg. */
    interface Stream extends AutoCloseable {

        /** Where it wants its RTP, for the session description. */
        InetSocketAddress local();

        /** Sends PCMU, a packet each 20 ms, to that address from now on, until it is closed. */
        void sendTo(InetSocketAddress remote);

        @Override
        void close();
    }

    /** No packets at all: every stream is the discard port of loopback. */
    static SoundSource none() {
        return Silent::new;
    }

    /** A stream that is none. */
    final class Silent implements Stream {
        private static final int DISCARD = 9;

        private Silent() {}

        @Override
        public InetSocketAddress local() {
            return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), DISCARD);
        }

        @Override
        public void sendTo(InetSocketAddress remote) {
            // Nothing is sent.
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
