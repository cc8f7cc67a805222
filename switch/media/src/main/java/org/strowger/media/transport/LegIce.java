package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import org.strowger.media.ice.BindingRequests;
import org.strowger.media.ice.BindingRequests.Found;
import org.strowger.media.ice.IceCredentials;

/** One leg's answers to the checks of its peer, by which the peer says where it is. */
final class LegIce {

    private final RtpLoop loop;
    private final LegCipher cipher;
    private final IceCredentials ours;

    LegIce(RtpLoop loop, LegCipher cipher, IceCredentials ours) {
        this.loop = loop;
        this.cipher = cipher;
        this.ours = ours;
    }

    IceCredentials ours() {
        return ours;
    }

    static boolean isCheck(ByteBuf datagram) {
        return datagram.isReadable()
                && BindingRequests.isStun(datagram.getByte(datagram.readerIndex()));
    }

    /** Answers, and tells what it was. */
    Found onCheck(ByteBuf datagram, InetSocketAddress from) {
        int length = Math.min(datagram.readableBytes(), RtpLoop.LONGEST_DATAGRAM);
        datagram.getBytes(datagram.readerIndex(), loop.in, 0, length);
        var found = loop.checks.read(loop.in, length, from, ours);
        if (found != Found.NOTHING) {
            cipher.send(loop.checks.answer(), from);
        }
        return found;
    }
}
