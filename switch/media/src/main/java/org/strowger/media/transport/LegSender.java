package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.media.G711;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.OutgoingStream;
import org.strowger.media.Playlist;
import org.strowger.media.Prompt;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpHeader;

/**
 * What one leg is sent: nothing, prompts, music, or what a {@code speaker} says. An echo is a leg
 * that hears itself.
 */
final class LegSender extends Paced implements Hearer {

    private enum Mode {
        SILENCE,
        PLAY,
        MUSIC,
        TONE,
        RELAY
    }

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final OutgoingStream stream;
    private final LegStatistics statistics;
    private final int slot;
    private final Channel channel;

    private @Nullable RtpFormat format;
    private @Nullable InetSocketAddress target;
    private Mode mode = Mode.SILENCE;
    private boolean paced;
    private @Nullable Playlist playlist;
    private @Nullable Prompt tone;
    private int toneFrame;
    private @Nullable Speaker speaker;
    private @Nullable KeyOutlet keys; // since an event came that the peer gets in another way

    LegSender(
            RtpLeg leg,
            RtpLoop loop,
            Channel channel,
            OutgoingStream stream,
            LegStatistics statistics) {
        this.leg = leg;
        this.loop = loop;
        this.channel = channel;
        this.stream = stream;
        this.statistics = statistics;
        this.slot = loop.nextSlot();
    }

    @Override
    int slot() {
        return slot;
    }

    /** Sends so, and there; nowhere when the target is null. */
    void connect(RtpFormat newFormat, @Nullable InetSocketAddress newTarget) {
        format = newFormat;
        target = newTarget;
        stream.interrupt();
        tellTones();
        if (keys != null && newTarget == null) {
            keys.stop(); // Nobody hears the rest.
        }
        pace();
    }

    private void tellTones() {
        if (speaker != null) {
            speaker.hearerTakesTones(takesTones());
        }
    }

    @Override
    public boolean takesTones() {
        return format != null && format.keys() == KeyWay.TONES;
    }

    /** The peer was heard from another address. */
    void retarget(InetSocketAddress newTarget) {
        if (target != null) {
            target = newTarget;
        }
    }

    /** Those of the prompts that there are. */
    void play(int generation, List<String> ids) {
        var found = loop.prompts(ids);
        silence();
        if (found.isEmpty()) {
            leg.played(generation);
            return;
        }
        playlist = new Playlist(generation, found);
        mode = Mode.PLAY;
        pace();
    }

    void music() {
        silence();
        if (loop.shared.prompts().hasMusic()) {
            mode = Mode.MUSIC;
            pace();
        } else {
            loop.shared.counters().increment(Counter.PROMPTS_MISSING);
        }
    }

    /** The same sound over and over, if there is such a prompt. */
    void tone(String id) {
        loop.prompts(List.of(id)).stream().findFirst().ifPresentOrElse(this::tone, this::silence);
    }

    private void tone(Prompt looped) {
        if (looped.equals(tone)) {
            return; // Who is told twice that a phone rings hears the tone go on.
        }
        silence();
        tone = looped;
        toneFrame = 0;
        mode = Mode.TONE;
        pace();
    }

    /** This end only; the speaker's is linked by {@link LegReceiver#speakTo}. */
    void hear(Speaker newSpeaker) {
        silence();
        mode = Mode.RELAY;
        speaker = newSpeaker;
        newSpeaker.heardBy(this);
        tellTones();
        stream.interrupt();
    }

    @Override
    public void silence() {
        if (speaker != null) {
            speaker.unheard();
            speaker = null;
        }
        if (keys != null) {
            keys.stop();
        }
        playlist = null;
        tone = null;
        mode = Mode.SILENCE;
        pace();
    }

    /** The line's speaker has let go of it, perhaps long after we have. */
    void silence(Speaker line) {
        if (line.equals(speaker)) {
            silence();
        }
    }

    /**
     * Is on the pacer's list while frames of our own are due. Prompts run, and end, though the peer
     * has us on hold: who waits for their end must not wait for ever.
     */
    private void pace() {
        boolean wanted =
                switch (mode) {
                    case PLAY -> format != null;
                    case MUSIC, TONE -> target != null;
                    case RELAY -> isPressing();
                    case SILENCE -> false;
                };
        if (wanted && !paced) {
            loop.pacer.add(this);
        } else if (!wanted && paced) {
            loop.pacer.remove(this);
        }
        paced = wanted;
    }

    /** One frame of our own is due: it is sent, or on hold passed over. */
    @Override
    void onTick(long frame, boolean late) {
        var to = target;
        var negotiated = format;
        var playing = playlist;
        if (negotiated == null) {
            return;
        }
        try {
            if (to != null) {
                sendFrame(frame, negotiated, to);
                if (late) {
                    statistics.late();
                }
            } else if (playing != null) {
                playing.skipNext();
            }
            if (mode == Mode.RELAY) {
                pace(); // The last tone may be over.
            }
            if (playing != null && playing.isDone()) {
                silence();
                leg.played(playing.generation());
            }
        } catch (Throwable e) {
            leg.fail(e);
        }
    }

    private void sendFrame(long frame, RtpFormat negotiated, InetSocketAddress to) {
        copyFrame(frame, negotiated.law());
        stream.frame(frame);
        writeHeader(negotiated.payloadType());
        send(channel.alloc().directBuffer(loop.out.length).writeBytes(loop.out), to);
    }

    private void copyFrame(long frame, RtpFormat.Law law) {
        int at = RtpHeader.LENGTH;
        if (playlist != null) {
            playlist.copyNext(law, loop.out, at);
        } else if (tone != null) {
            tone.copyFrame(law, toneFrame, loop.out, at);
            toneFrame = (toneFrame + 1) % tone.frames();
        } else if (keys != null && keys.isSounding()) {
            keys.copyNext(law, loop.out, at);
        } else {
            loop.shared.prompts().copyMusic(law, frame, loop.out, at);
        }
    }

    /** A packet of a speaker on another loop, looked at here once more. */
    void onHandedOver(TieLine line, ByteBuf datagram, @Nullable RtpFormat spoken, boolean event) {
        if (!line.equals(speaker)) {
            return; // while it was on its way, something else has taken its place
        }
        loop.lookAt(datagram);
        if (spoken == null) {
            withhold(datagram);
        } else {
            onHeard(datagram, spoken, event);
        }
    }

    @Override
    public void onHeard(ByteBuf datagram, RtpFormat spoken, boolean event) {
        var to = target;
        var negotiated = format;
        if (to == null || negotiated == null) {
            return;
        }
        try {
            if (event && negotiated.keys() != KeyWay.EVENTS) {
                pressed(negotiated);
            } else if (event ? negotiated.telephoneEvent() < 0 : isPressing()) {
                stream.withhold(loop.header);
            } else {
                relay(datagram, spoken, event, negotiated, to);
            }
        } catch (Throwable e) {
            leg.fail(e); // the hearer's trouble is not the speaker's
        }
    }

    /** An event that the peer gets in another way. */
    private void pressed(RtpFormat negotiated) {
        stream.withhold(loop.header);
        if (negotiated.keys() == KeyWay.NONE) {
            return;
        }
        if (keys == null) {
            keys = new KeyOutlet(leg, loop);
        }
        keys.onEvent(negotiated.keys());
        pace();
    }

    /** Whether the peer hears a key's tones now, and nothing else. */
    private boolean isPressing() {
        return keys != null && keys.isSounding();
    }

    @Override
    public void withhold(ByteBuf datagram) {
        stream.withhold(loop.header);
    }

    /** Sends the same buffer on, with a header of this leg's stream in front of its payload. */
    private void relay(
            ByteBuf datagram,
            RtpFormat spoken,
            boolean event,
            RtpFormat negotiated,
            InetSocketAddress to) {
        var header = loop.header;
        long now = loop.pacer.samples(slot);
        if (event) {
            stream.relayEvent(header, now);
            writeHeader(negotiated.telephoneEvent());
        } else {
            stream.relayAudio(header, now);
            writeHeader(negotiated.payloadType());
        }
        int payload = datagram.readerIndex() + header.payloadOffset();
        datagram.setBytes(payload - RtpHeader.LENGTH, loop.out, 0, RtpHeader.LENGTH);
        if (!event && spoken.law() != negotiated.law()) {
            int from = header.payloadOffset();
            G711.convert(negotiated.law(), loop.in, from, header.payloadLength());
            datagram.setBytes(payload, loop.in, from, header.payloadLength());
        }
        datagram.setIndex(payload - RtpHeader.LENGTH, payload + header.payloadLength());
        send(datagram.retain(), to);
    }

    private void writeHeader(int payloadType) {
        RtpHeader.write(
                loop.out,
                stream.marker(),
                payloadType,
                stream.sequence(),
                stream.timestamp(),
                stream.ssrc());
    }

    /** The loop's RTCP packet, also while the peer has us on hold. */
    void sendRtcp(InetSocketAddress to) {
        if (!channel.isWritable()) {
            leg.onSocketTrouble();
            return;
        }
        loop.shared.counters().increment(Counter.RTCP_SENT);
        var out = loop.rtcpOut;
        var packet = channel.alloc().directBuffer(out.length());
        packet.writeBytes(out.octets(), 0, out.length());
        var _ = channel.writeAndFlush(new DatagramPacket(packet, to), channel.voidPromise());
    }

    private void send(ByteBuf packet, InetSocketAddress to) {
        if (!channel.isWritable()) {
            packet.release(); // the kernel is behind; a later packet is worth more than this one
            leg.onSocketTrouble(); // or the socket has gone: Netty does not tell that of all
            return;
        }
        statistics.sent(packet.readableBytes() - RtpHeader.LENGTH, loop.nowMicros());
        var _ = channel.writeAndFlush(new DatagramPacket(packet, to), channel.voidPromise());
    }
}
