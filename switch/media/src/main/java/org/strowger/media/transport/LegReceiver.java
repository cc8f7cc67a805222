package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.strowger.media.DtmfReceiver;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpHeader;
import org.strowger.media.RtpSource;
import org.strowger.media.VoiceTap;
import org.strowger.media.ice.BindingRequests.Found;
import org.strowger.media.srtp.Encryption;

/** What one leg's peer says: checked, counted, its keys told, and passed on to who listens. */
final class LegReceiver implements Speaker {

    private static final int COMFORT_NOISE = 13; // RFC 3551, table 4

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final LegStatistics statistics;
    private final LegMonitor monitor;
    private final LegCipher cipher;
    private final RtpSource source = new RtpSource();
    private final KeyIntake keys;
    private final int pressedSsrc;
    private @Nullable PressedKeys pressed;
    private @Nullable RtpFormat format;
    private @Nullable DecodedVoice decoded; // of a peer that does not speak G.711
    private @Nullable Hearer listener;
    private @Nullable VoiceTap tap;

    /**
     * A peer that was not heard yet.
     *
     * @param pressedSsrc of keys that are pressed in its place
     */
    LegReceiver(
            RtpLeg leg,
            RtpLoop loop,
            LegStatistics statistics,
            LegMonitor monitor,
            int pressedSsrc) {
        this.leg = leg;
        this.loop = loop;
        this.statistics = statistics;
        this.monitor = monitor;
        this.cipher = new LegCipher(leg, loop);
        this.keys = new KeyIntake(leg, loop, this);
        this.pressedSsrc = pressedSsrc;
    }

    /**
     * What to expect, from where.
     *
     * @return where to send to; null when the remote is no such place
     */
    @Nullable InetSocketAddress connect(RtpFormat newFormat, InetSocketAddress remote) {
        format = newFormat;
        decoded = DecodedVoice.of(loop, newFormat, decoded);
        keys.connect(newFormat);
        source.signal(remote, cipher.ice() != null);
        if (cipher.ice() == null) {
            cipher.connect(source.target());
        } else if (source.target() == null) {
            return remote; // No place, but the peer's checks will show one before there are keys.
        }
        return source.target();
    }

    /** Where the peer was heard from; null until then. */
    @Nullable InetSocketAddress heardFrom() {
        return source.heardFrom();
    }

    @Nullable Hearer listener() {
        return listener;
    }

    /** {@link org.strowger.media.MediaLeg#encrypt}. */
    void encrypt(@Nullable Encryption how) {
        if (!cipher.use(how)) {
            source.forget();
        }
    }

    /** What stands between the socket and everything here, both ways. */
    LegCipher cipher() {
        return cipher;
    }

    /** The peer's keys. */
    KeyIntake keys() {
        return keys;
    }

    /** {@link org.strowger.media.MediaLeg#press}. */
    void press(String some) {
        var ours = pressed;
        if (ours == null) {
            ours = new PressedKeys(leg, loop, this, pressedSsrc);
            pressed = ours;
        }
        ours.press(some);
    }

    /** {@link org.strowger.media.MediaLeg#tap}. */
    void tap(@Nullable VoiceTap newTap) {
        tap = newTap;
        keys.tapped(newTap != null);
    }

    /** Takes the peer from who has heard it until now. */
    void speakTo(Hearer newListener) {
        if (listener != null) {
            listener.silence();
        }
        unheard();
        listener = newListener;
    }

    /** What was pressed for who listened is for nobody else. */
    @Override
    public void unheard() {
        listener = null;
        if (pressed != null) {
            pressed.stop();
        }
    }

    /** The line's hearer has let go of it, perhaps long after we have. */
    void unheardBy(Hearer line) {
        if (line.equals(listener)) {
            unheard();
        }
    }

    /** Whoever listened hears nothing any more, and no timer is left. */
    void close() {
        if (listener != null) {
            listener.silence();
        }
        unheard();
        tap = null;
        cipher.close();
        keys.close();
    }

    /** One datagram; it is released by the caller. */
    void onDatagram(ByteBuf datagram, InetSocketAddress from) {
        var negotiated = format;
        var ice = cipher.ice();
        if (ice != null && negotiated != null && LegIce.isCheck(datagram)) {
            checked(ice.onCheck(datagram, from), from);
            return;
        }
        if (negotiated == null || !source.accepts(from)) {
            statistics.stranger();
            return;
        }
        long now = loop.nowMicros();
        int length = Math.min(datagram.readableBytes(), RtpLoop.LONGEST_DATAGRAM);
        datagram.getBytes(datagram.readerIndex(), loop.in, 0, length);
        length = cipher.open(datagram, length, from);
        if (length < 0) {
            return; // Nobody knows who sent it: it is no sign of life either.
        }
        monitor.heard(now);
        if (ice != null && source.heard(from)) { // Whatever it is: it was encrypted.
            leg.retarget(from);
        }
        if (RtpHeader.isRtcp(loop.in, length)) {
            monitor.onRtcp(length, now);
        } else if (length < datagram.readableBytes() || !loop.header.parse(loop.in, length)) {
            statistics.malformed();
        } else if (!isNegotiated(loop.header, negotiated)) {
            notNegotiated(loop.header.payloadType());
        } else {
            accept(datagram, from, negotiated, now);
        }
    }

    /**
     * The first pair that works is used until one is nominated, and that until something encrypted
     * comes: by that pair or by another. A check is a sign of life from where the peer was heard
     * only: elsewhere it may be somebody who sends it again, or who names an address that is not
     * his. A handshake that is ours to begin does so by the pair in use, which may be that of the
     * association before.
     */
    private void checked(Found found, InetSocketAddress from) {
        if (found == Found.CHECK || found == Found.NOMINATION) {
            if (source.isHeard(from)) {
                monitor.heard(loop.nowMicros());
            }
            source.checked(from);
            boolean taken = found == Found.NOMINATION || source.heardFrom() == null;
            if (taken && source.nominate(from)) {
                leg.retarget(from);
            }
            if (from.equals(source.target())) {
                cipher.connect(from);
            }
        }
    }

    /** Comfort noise (RFC 3389) comes from some whom nobody asked for it; it is a sign of life. */
    private void notNegotiated(int payloadType) {
        if (payloadType == COMFORT_NOISE) {
            statistics.comfortNoise();
        } else {
            statistics.malformed();
        }
    }

    private static boolean isNegotiated(RtpHeader header, RtpFormat negotiated) {
        if (header.payloadType() == negotiated.telephoneEvent()) {
            return header.payloadLength() >= DtmfReceiver.LENGTH;
        }
        return header.payloadType() == negotiated.payloadType() && header.payloadLength() > 0;
    }

    private void accept(ByteBuf datagram, InetSocketAddress from, RtpFormat negotiated, long now) {
        if (source.heard(from)) {
            leg.retarget(from);
        }
        boolean event = loop.header.payloadType() == negotiated.telephoneEvent();
        var other = decoded;
        if (other != null) {
            accept(other, datagram, negotiated, event, now);
            return;
        }
        statistics.received(
                loop.header, event, loop.header.timestamp(), loop.header.payloadLength(), now);
        boolean hidden = event ? keys.hidesEvent() : touch(loop.header, loop.in, negotiated, now);
        pass(datagram, negotiated, event, hidden);
        keys.passedOn();
    }

    /** A packet of another coding than G.711. It is decoded if anybody has to touch it. */
    private void accept(
            DecodedVoice voice, ByteBuf datagram, RtpFormat negotiated, boolean event, long now) {
        statistics.received(loop.header, event, voice.timestamp(), voice.samples(), now);
        boolean taken = listener == null || listener.takes(negotiated.coding());
        if (event) {
            voice.event(datagram, !taken);
            pass(datagram, taken ? negotiated : voice.format(), true, keys.hidesEvent());
        } else if (taken && tap == null && !keys.hearsTones()) {
            pass(datagram, negotiated, false, false);
        } else if (voice.decode()) {
            boolean hidden = touch(voice.header, voice.packet, voice.format(), now);
            if (taken) {
                pass(datagram, negotiated, false, hidden);
            } else {
                passDecoded(voice, hidden);
            }
        } else {
            statistics.malformed();
        }
        keys.passedOn();
    }

    /**
     * Tones are looked for in a packet of G.711, and it is recorded if it is no key's.
     *
     * @return whether it is not for who listens
     */
    private boolean touch(RtpHeader header, byte[] packet, RtpFormat spoken, long now) {
        boolean hidden = keys.hidesVoice(header, packet, spoken.law(), listener);
        var recorder = tap;
        if (recorder != null && !keys.isHushed(now)) {
            recorder.heard(header, packet, spoken.law(), now);
        }
        return hidden;
    }

    private void passDecoded(DecodedVoice voice, boolean hidden) {
        var datagram = voice.replace();
        try {
            pass(datagram, voice.format(), false, hidden);
        } finally {
            datagram.release();
        }
    }

    private void pass(ByteBuf datagram, RtpFormat spoken, boolean event, boolean hidden) {
        var to = listener;
        if (to == null) {
            return;
        }
        if (hidden) {
            to.withhold(datagram);
        } else {
            to.onHeard(datagram, spoken, event);
        }
    }
}
