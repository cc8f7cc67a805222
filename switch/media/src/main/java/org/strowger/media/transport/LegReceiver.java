package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.strowger.media.DtmfReceiver;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpHeader;
import org.strowger.media.RtpSource;
import org.strowger.media.VoiceTap;

/** What one leg's peer says: checked, counted, its keys told, and passed on to who listens. */
final class LegReceiver implements Speaker {

    private static final int ALL = -1;

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final LegStatistics statistics;
    private final RtpSource source = new RtpSource();
    private final DtmfReceiver keys;
    private @Nullable RtpFormat format;
    private @Nullable Hearer listener;
    private @Nullable VoiceTap tap;
    private int withheld; // a bit for each event
    private int lastEvent = -1;
    private int lastTimestamp; // with the SSRC: some begin each event with the same
    private boolean withheldLast;
    private @Nullable ScheduledFuture<?> keyTimer;
    private long countedDuplicates;
    private long countedDropped;

    LegReceiver(
            RtpLeg leg, RtpLoop loop, LegStatistics statistics, DtmfReceiver.Listener keyListener) {
        this.leg = leg;
        this.loop = loop;
        this.statistics = statistics;
        this.keys = new DtmfReceiver(keyListener);
    }

    /**
     * What to expect, from where.
     *
     * @return where to send to; null when the remote is no such place
     */
    @Nullable InetSocketAddress connect(RtpFormat newFormat, InetSocketAddress remote) {
        format = newFormat;
        source.signal(remote);
        return source.target();
    }

    @Nullable Hearer listener() {
        return listener;
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
    void unheardBy(TieLine line) {
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
        if (keyTimer != null) {
            keyTimer.cancel(false);
            keyTimer = null;
        }
    }

    /** One datagram; it is released by the caller. */
    void onDatagram(ByteBuf datagram, InetSocketAddress from) {
        var negotiated = format;
        if (negotiated == null || !source.accepts(from)) {
            statistics.stranger();
            return;
        }
        int length = Math.min(datagram.readableBytes(), RtpLoop.LONGEST_DATAGRAM);
        datagram.getBytes(datagram.readerIndex(), loop.in, 0, length);
        if (RtpHeader.isRtcp(loop.in, length)) {
            loop.shared.counters().increment(Counter.RTCP);
        } else if (length < datagram.readableBytes()
                || !loop.header.parse(loop.in, length)
                || !isNegotiated(loop.header, negotiated)) {
            statistics.malformed();
        } else {
            accept(datagram, from, negotiated);
        }
    }

    private static boolean isNegotiated(RtpHeader header, RtpFormat negotiated) {
        if (header.payloadType() == negotiated.telephoneEvent()) {
            return header.payloadLength() >= DtmfReceiver.LENGTH;
        }
        return header.payloadType() == negotiated.payloadType() && header.payloadLength() > 0;
    }

    private void accept(ByteBuf datagram, InetSocketAddress from, RtpFormat negotiated) {
        if (source.heard(from)) {
            leg.retarget(from);
        }
        boolean event = loop.header.payloadType() == negotiated.telephoneEvent();
        statistics.received(loop.header, event);
        var recorder = tap;
        if (recorder != null && !event) { // First: a hearer may change the law of what is here.
            recorder.heard(loop.header, loop.in, negotiated.law(), loop.nowMicros());
        }
        boolean hidden = event && isWithheld();
        if (listener != null) {
            if (hidden) {
                listener.withhold(datagram);
            } else {
                listener.onHeard(datagram, negotiated, event);
            }
        }
        if (event) {
            onEvent();
        }
    }

    /** {@link org.strowger.media.MediaLeg#withhold}. */
    void withhold(String keys) {
        withheld = 0;
        for (int i = 0; i < keys.length(); i++) {
            int event = DtmfReceiver.event(keys.charAt(i));
            withheld |= event < 0 ? 0 : 1 << event;
        }
    }

    /** Whether the listener does not get the event that was received last. */
    boolean withheldLast() {
        return withheldLast;
    }

    /** Decided at an event's first packet, for all of them: the end comes three times. */
    private boolean isWithheld() {
        int event = loop.in[loop.header.payloadOffset()] & 0xFF;
        int timestamp = loop.header.timestamp() ^ loop.header.ssrc();
        if (event != lastEvent || timestamp != lastTimestamp) {
            lastEvent = event;
            lastTimestamp = timestamp;
            withheldLast = event < Integer.SIZE && (withheld >> event & 1) != 0;
            withheld = withheldLast ? ALL : withheld;
        }
        return withheldLast;
    }

    private void onEvent() {
        keys.onPacket(loop.header, loop.in, loop.nowMicros());
        countKeys();
        watchKey();
    }

    private void countKeys() {
        var counters = loop.shared.counters();
        counters.add(Counter.DUPLICATE_KEYS, keys.duplicates() - countedDuplicates);
        counters.add(Counter.KEYS_DROPPED, keys.dropped() - countedDropped);
        countedDuplicates = keys.duplicates();
        countedDropped = keys.dropped();
    }

    /** An event whose end packets are all lost is ended by time. */
    private void watchKey() {
        if (keyTimer == null && keys.isOpen()) {
            long delay = keys.expiresAtMicros() - loop.nowMicros();
            keyTimer = loop.schedule(() -> leg.guard(this::keyDue), delay);
        }
    }

    private void keyDue() {
        keyTimer = null;
        keys.expire(loop.nowMicros());
        countKeys();
        watchKey();
    }
}
