package org.strowger.harness.flood;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.strowger.harness.phone.SipText;

/** What a flood consists of. For one thread. */
public interface Barrage {

    /** A datagram and where it goes. */
    record Shot(ByteBuffer octets, InetSocketAddress to) {

        static Shot of(byte[] octets, InetSocketAddress to) {
            return new Shot(ByteBuffer.wrap(octets), to);
        }

        byte[] copy() {
            var copy = new byte[octets.remaining()];
            octets.duplicate().get(copy);
            return copy;
        }
    }

    /**
     * The next one.
     *
     * @param local where it will come from
     */
    Shot next(InetSocketAddress local);

    /** What is sent at once after an answer, if anything. */
    default Optional<Shot> after(SipText answer, InetSocketAddress local) {
        return Optional.empty();
    }
}
