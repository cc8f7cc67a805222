package org.strowger.harness.rtp.transport;

import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.rtp.Reception;
import org.strowger.harness.rtp.RtpHeader;
import org.strowger.harness.rtp.SoundCounter;

/** Sound between one of our ports and one remote address, in both directions. For its loop. */
final class Talk {

    private static final int NOT_SENDING = -1;

    /** Where in the lists of the slots it stands; the {@link Pacer}'s. */
    int slot = NOT_SENDING;

    int placeInSlot;

    final RtpPort port;
    final InetSocketAddress remote;
    final Reception reception;

    /** Lives as long as something comes, and has no owner. */
    final boolean latched;

    /** The stream that somebody opened; null while nobody expects what comes. */
    @Nullable PortStream owner;

    /** What still comes is not measured. */
    boolean ended;

    private final int ssrc;
    private final int firstTimestamp;
    private int sequence;
    private long firstFrame = -1;

    Talk(RtpPort port, InetSocketAddress remote, boolean latched) {
        this.port = port;
        this.remote = remote;
        this.latched = latched;
        this.reception = new Reception(port.loop().meter());
        var random = port.loop().random();
        this.ssrc = random.nextInt();
        this.firstTimestamp = random.nextInt();
        this.sequence = random.nextInt(1 << 16);
    }

    boolean isSending() {
        return slot != NOT_SENDING;
    }

    void stopped() {
        slot = NOT_SENDING;
    }

    /**
     * Hands the packet of a frame to the socket, not yet to the kernel.
     *
     * @return false when the socket cannot take it
     */
    boolean send(long frame, byte[] speech) {
        var channel = port.channel();
        if (!channel.isWritable()) {
            port.loop().meter().count(SoundCounter.SEND_FAILURES);
            return false;
        }
        boolean first = firstFrame < 0;
        if (first) {
            firstFrame = frame;
        }
        var packet = channel.alloc().directBuffer(RtpHeader.LENGTH + RtpHeader.FRAME);
        packet.writeInt(RtpHeader.firstWord(first, sequence++))
                .writeInt(firstTimestamp + (int) (frame - firstFrame) * RtpHeader.FRAME)
                .writeInt(ssrc)
                .writeBytes(speech);
        var _ = channel.write(new DatagramPacket(packet, remote), channel.voidPromise());
        return true;
    }
}
