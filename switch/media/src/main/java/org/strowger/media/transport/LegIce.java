package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.media.ice.BindingRequests;
import org.strowger.media.ice.BindingRequests.Found;
import org.strowger.media.ice.IceCredentials;

/** One leg's answers to the checks of its peer, by which the peer says where it is. */
final class LegIce {

    private final RtpLoop loop;
    private final LegCipher cipher;
    private final List<IceCredentials> known;

    /**
     * Answers for one session of ICE.
     *
     * @param before the session that this one follows in the same association (RFC 8445, section
     *     9); null for none. Its checks are answered still: Chromium goes on with them, from new
     *     ports too, and sends voice by such a pair until another one is better
     */
    LegIce(RtpLoop loop, LegCipher cipher, IceCredentials ours, @Nullable LegIce before) {
        this.loop = loop;
        this.cipher = cipher;
        this.known = before == null ? List.of(ours) : List.of(ours, before.ours());
    }

    IceCredentials ours() {
        return known.getFirst();
    }

    static boolean isCheck(ByteBuf datagram) {
        return datagram.isReadable()
                && BindingRequests.isStun(datagram.getByte(datagram.readerIndex()));
    }

    /** Answers, and tells what it was. */
    Found onCheck(ByteBuf datagram, InetSocketAddress from) {
        int length = Math.min(datagram.readableBytes(), RtpLoop.LONGEST_DATAGRAM);
        datagram.getBytes(datagram.readerIndex(), loop.in, 0, length);
        var found = loop.checks.read(loop.in, length, from, known);
        if (found != Found.NOTHING) {
            cipher.send(loop.checks.answer(), from);
        }
        return found;
    }
}
