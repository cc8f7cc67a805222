package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.strowger.media.DtmfReceiver;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpHeader;
import org.strowger.media.RtpSource;
import org.strowger.media.VoiceTap;

/** What one leg's peer says: checked, counted, its keys told, and passed on to who listens. */
final class LegReceiver implements Speaker {

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final LegStatistics statistics;
    private final LegMonitor monitor;
    private final RtpSource source = new RtpSource();
    private final KeyIntake keys;
    private @Nullable RtpFormat format;
    private @Nullable Hearer listener;
    private @Nullable VoiceTap tap;

    LegReceiver(RtpLeg leg, RtpLoop loop, LegStatistics statistics, LegMonitor monitor) {
        this.leg = leg;
        this.loop = loop;
        this.statistics = statistics;
        this.monitor = monitor;
        this.keys = new KeyIntake(leg, loop);
    }

    /**
     * What to expect, from where.
     *
     * @return where to send to; null when the remote is no such place
     */
    @Nullable InetSocketAddress connect(RtpFormat newFormat, InetSocketAddress remote) {
        format = newFormat;
        keys.connect(newFormat);
        source.signal(remote);
        return source.target();
    }

    /** Where the peer was heard from; null until then. */
    @Nullable InetSocketAddress heardFrom() {
        return source.heardFrom();
    }

    @Nullable Hearer listener() {
        return listener;
    }

    /** The peer's keys. */
    KeyIntake keys() {
        return keys;
    }

    /** {@link org.strowger.media.MediaLeg#tap}. */
    void tap(@Nullable VoiceTap newTap) {
        tap = newTap;
    }

    /** Takes the peer from who has heard it until now. */
    void speakTo(Hearer newListener) {
        if (listener != null) {
            listener.silence();
        }
        listener = newListener;
    }

    @Override
    public void unheard() {
        listener = null;
    }

    /** The line's hearer has let go of it, perhaps long after we have. */
    void unheardBy(Hearer line) {
        if (line.equals(listener)) {
            listener = null;
        }
    }

    /** Whoever listened hears nothing any more, and no timer is left. */
    void close() {
        if (listener != null) {
            listener.silence();
            listener = null;
        }
        tap = null;
        keys.close();
    }

    /** One datagram; it is released by the caller. */
    void onDatagram(ByteBuf datagram, InetSocketAddress from) {
        var negotiated = format;
        if (negotiated == null || !source.accepts(from)) {
            statistics.stranger();
            return;
        }
        long now = loop.nowMicros();
        monitor.heard(now);
        int length = Math.min(datagram.readableBytes(), RtpLoop.LONGEST_DATAGRAM);
        datagram.getBytes(datagram.readerIndex(), loop.in, 0, length);
        if (RtpHeader.isRtcp(loop.in, length)) {
            monitor.onRtcp(length, now);
        } else if (length < datagram.readableBytes()
                || !loop.header.parse(loop.in, length)
                || !isNegotiated(loop.header, negotiated)) {
            statistics.malformed();
        } else {
            accept(datagram, from, negotiated, now);
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
        statistics.received(loop.header, event, now);
        var recorder = tap;
        if (recorder != null && !event) { // First: a hearer may change the law of what is here.
            recorder.heard(loop.header, loop.in, negotiated.law(), now);
        }
        boolean hidden = keys.hides(negotiated, event, listener);
        if (listener != null) {
            if (hidden) {
                listener.withhold(datagram);
            } else {
                listener.onHeard(datagram, negotiated, event);
            }
        }
        keys.passedOn(event);
    }
}
