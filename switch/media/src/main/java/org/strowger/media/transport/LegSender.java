package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.media.Coding;
import org.strowger.media.G711;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.OutgoingStream;
import org.strowger.media.PlayerChange;
import org.strowger.media.Playing;
import org.strowger.media.Playlist;
import org.strowger.media.Prompt;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpHeader;

/**
 * What one leg is sent: nothing, prompts, music, or what a {@code speaker} says. An echo is a leg
 * that hears itself.
 */
final class LegSender implements Hearer, Paced {

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final OutgoingStream stream;
    private final LegStatistics statistics;
    private final LegOutlet outlet;
    private final PacingSlots.Seat<Paced> seat = new PacingSlots.Seat<>(this);
    private final Channel channel;
    private final LegPlayer player;

    private @Nullable RtpFormat format;
    private @Nullable EncodedVoice coded; // for a peer that does not speak G.711
    private @Nullable InetSocketAddress target;
    private boolean paced;
    private @Nullable Speaker speaker;
    private @Nullable KeyOutlet keys; // since an event came that the peer gets in another way

    LegSender(
            RtpLeg leg,
            RtpLoop loop,
            Channel channel,
            OutgoingStream stream,
            LegStatistics statistics,
            LegOutlet outlet) {
        this.leg = leg;
        this.loop = loop;
        this.channel = channel;
        this.stream = stream;
        this.statistics = statistics;
        this.outlet = outlet;
        this.player = new LegPlayer(loop.shared.prompts());
    }

    /** Sends so, and there; nowhere when the target is null. */
    void connect(RtpFormat newFormat, @Nullable InetSocketAddress newTarget) {
        format = newFormat;
        target = newTarget;
        coded = EncodedVoice.of(loop, newFormat, coded);
        stream.clock(newFormat.coding().ticks());
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
            speaker.hearerTakes(format == null ? Coding.G711 : format.coding());
        }
    }

    @Override
    public boolean takesTones() {
        return format != null && format.keys() == KeyWay.TONES;
    }

    @Override
    public boolean takes(Coding coding) {
        return coding == Coding.G711 || (format != null && format.coding() == coding);
    }

    /** The peer was heard from another address. */
    void retarget(InetSocketAddress newTarget) {
        if (target != null) {
            target = newTarget;
        }
    }

    /** Those of the prompts that there are. */
    void play(int generation, List<String> ids, Playing how) {
        var found = loop.prompts(ids);
        silence();
        if (found.isEmpty()) {
            leg.news().played(generation);
            return;
        }
        player.play(new Playlist(generation, found, how.times()), how.decibels());
        pace();
    }

    void music() {
        silence();
        if (loop.shared.prompts().hasMusic()) {
            player.music();
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
        if (player.plays(looped)) {
            return; // Who is told twice that a phone rings hears the tone go on.
        }
        silence();
        player.tone(looped);
        pace();
    }

    /** {@link org.strowger.media.MediaLeg#change}. */
    void change(PlayerChange change) {
        player.change(change);
        tellWhenDone();
        pace();
    }

    /** This end only; the speaker's is linked by {@link LegReceiver#speakTo}. */
    void hear(Speaker newSpeaker) {
        silence();
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
        player.stop();
        pace();
    }

    /** The line's speaker has let go of it, perhaps long after we have. */
    void silence(Speaker line) {
        if (line.equals(speaker)) {
            silence();
        }
    }

    /** Is on the pacer's list while frames of our own are due. */
    private void pace() {
        boolean wanted = isPressing() || player.isRunning(format != null, target != null);
        if (wanted && !paced) {
            loop.pacer.add(seat);
        } else if (!wanted && paced) {
            loop.pacer.remove(seat);
        }
        paced = wanted;
    }

    /** One frame of our own is due: it is sent, or on hold passed over. */
    @Override
    public void onTick(long frame, boolean late) {
        var to = target;
        var negotiated = format;
        if (negotiated == null) {
            return;
        }
        try {
            if (speaker != null && !isPressing()) {
                pace(); // The tone was ended by time, and nothing else is ours to send.
                return;
            }
            if (to != null) {
                sendFrame(frame, negotiated, to);
                if (late) {
                    statistics.late();
                }
            } else {
                player.skipNext();
            }
            if (speaker != null) {
                pace(); // The last tone may be over.
            }
            tellWhenDone();
        } catch (Throwable e) {
            leg.fail(e);
        }
    }

    private void tellWhenDone() {
        var done = player.done();
        if (done != null) {
            silence();
            leg.news().played(done.generation());
        }
    }

    private void sendFrame(long frame, RtpFormat negotiated, InetSocketAddress to) {
        int octets = frame(frame, negotiated.law());
        stream.frame(frame);
        writeHeader(negotiated.payloadType());
        int length = RtpHeader.LENGTH + octets;
        outlet.send(channel.alloc().directBuffer(length).writeBytes(loop.out, 0, length), to);
    }

    /** Puts the next frame behind where the header will be, and says how many octets it has. */
    private int frame(long frame, RtpFormat.Law law) {
        if (coded == null) {
            copyFrame(frame, law);
            return Prompt.FRAME;
        }
        if (player.isPlainMusic()) {
            return coded.music(frame);
        }
        copyFrame(frame, law);
        return coded.frame(law);
    }

    private void copyFrame(long frame, RtpFormat.Law law) {
        if (keys != null && keys.isSounding()) {
            keys.copyNext(law, loop.out, RtpHeader.LENGTH);
        } else {
            player.copyNext(frame, law, loop.out, RtpHeader.LENGTH);
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
            } else if (spoken.coding() == negotiated.coding()) {
                relay(datagram, spoken, event, negotiated, to);
            } else {
                relayEncoded(spoken, event, negotiated, to);
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

    /** {@link KeyOutlet#echoes}. */
    boolean echoes(char key) {
        return keys != null && keys.echoes(key);
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
        follow(event, negotiated);
        int payload = datagram.readerIndex() + header.payloadOffset();
        datagram.setBytes(payload - RtpHeader.LENGTH, loop.out, 0, RtpHeader.LENGTH);
        if (!event && spoken.law() != negotiated.law()) {
            int from = header.payloadOffset();
            G711.convert(negotiated.law(), loop.in, from, header.payloadLength());
            datagram.setBytes(payload, loop.in, from, header.payloadLength());
        }
        if (event && negotiated.eventTicks() > 1) {
            int from = header.payloadOffset();
            EncodedVoice.stretch(loop.in, from, negotiated.eventTicks());
            datagram.setBytes(payload, loop.in, from, header.payloadLength());
        }
        datagram.setIndex(payload - RtpHeader.LENGTH, payload + header.payloadLength());
        outlet.send(datagram.retain(), to);
    }

    /** A packet of G.711, or an event beside it, for a peer that speaks another coding. */
    private void relayEncoded(
            RtpFormat spoken, boolean event, RtpFormat negotiated, InetSocketAddress to) {
        var ours = coded;
        if (ours == null || spoken.coding() != Coding.G711) {
            stream.withhold(loop.header); // The peer's coding has changed while it was on its way.
            return;
        }
        if (event) {
            ours.event(negotiated.eventTicks());
        } else if (!ours.encode(spoken.law())) {
            stream.withhold(loop.header);
            return;
        }
        follow(event, negotiated);
        var header = loop.header;
        int octets = header.payloadLength();
        var packet = channel.alloc().directBuffer(RtpHeader.LENGTH + octets);
        packet.writeBytes(loop.out, 0, RtpHeader.LENGTH);
        outlet.send(packet.writeBytes(loop.in, header.payloadOffset(), octets), to);
    }

    /** The next header, for the packet in {@code loop.in}. */
    private void follow(boolean event, RtpFormat negotiated) {
        long now = loop.pacer.samples(seat.slot());
        if (event) {
            stream.relayEvent(loop.header, now);
            writeHeader(negotiated.telephoneEvent());
        } else {
            stream.relayAudio(loop.header, now);
            writeHeader(negotiated.payloadType());
        }
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
}
