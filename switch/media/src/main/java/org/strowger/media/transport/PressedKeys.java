package org.strowger.media.transport;

import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.strowger.media.DtmfReceiver;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpHeader;

/**
 * Keys that we press in place of a leg's peer: events of RFC 4733 with an SSRC of their own, which
 * only who listens to the leg gets.
 */
final class PressedKeys {

    private static final int LENGTH = RtpHeader.LENGTH + 4;
    private static final int PACKET_MICROS = 20_000;
    private static final int PACKET_SAMPLES = 160;
    private static final int GROWING = 5;
    private static final int VOLUME = 10;
    private static final int END = 0x80;

    /** After five packets three times the end, and a pause of 60 ms. */
    private static final int PACKETS = GROWING + 3;

    private static final int STEPS = PACKETS + 3;
    private static final int MOST_WAITING = 32;

    /** Events are relayed without a look at how their sender speaks. */
    private static final RtpFormat ANY = new RtpFormat(RtpFormat.Law.PCMU, 0, 0);

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final LegReceiver receiver;
    private final int ssrc;
    private final Queue<Integer> waiting = new ArrayDeque<>(1);
    private final byte[] packet = new byte[LENGTH];
    private int step;
    private int sequence;
    private int timestamp;
    private @Nullable ScheduledFuture<?> next;

    PressedKeys(RtpLeg leg, RtpLoop loop, LegReceiver receiver, int ssrc) {
        this.leg = leg;
        this.receiver = receiver;
        this.loop = loop;
        this.ssrc = ssrc;
    }

    /** One after the other, 100 ms each, for who listens now; for nobody none is pressed. */
    void press(String keys) {
        if (receiver.listener() == null) {
            return;
        }
        for (int i = 0; i < keys.length(); i++) {
            int event = DtmfReceiver.event(keys.charAt(i));
            if (event >= 0 && waiting.size() < MOST_WAITING) {
                waiting.add(event);
            } else if (event >= 0) {
                notPressed(1);
            }
        }
        if (next == null) {
            goOn();
        }
    }

    /** Who listened does not any more, so nothing of what waits is pressed. */
    void stop() {
        notPressed(waiting.size() - (step > 0 ? 1 : 0));
        waiting.clear();
        if (step > 0) {
            ended();
        }
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private void notPressed(int keys) {
        loop.shared.counters().add(Counter.KEYS_NOT_PRESSED, keys);
    }

    private void ended() {
        step = 0;
        timestamp += STEPS * PACKET_SAMPLES;
    }

    private void goOn() {
        next = null;
        var event = waiting.peek();
        if (event == null) {
            return;
        }
        if (step < PACKETS) {
            send(event);
        }
        step++;
        if (step == STEPS) {
            ended();
            waiting.remove();
        }
        next = loop.schedule(() -> leg.guard(this::goOn), PACKET_MICROS);
    }

    private void send(int event) {
        var to = receiver.listener();
        if (to == null) {
            return;
        }
        int samples = Math.min(step + 1, GROWING) * PACKET_SAMPLES;
        RtpHeader.write(packet, step == 0, 0, sequence++, timestamp, ssrc);
        packet[RtpHeader.LENGTH] = (byte) event;
        packet[RtpHeader.LENGTH + 1] = (byte) (step >= GROWING ? END | VOLUME : VOLUME);
        packet[RtpHeader.LENGTH + 2] = (byte) (samples >> 8);
        packet[RtpHeader.LENGTH + 3] = (byte) samples;
        System.arraycopy(packet, 0, loop.in, 0, LENGTH);
        if (!loop.header.parse(loop.in, LENGTH)) {
            throw new IllegalStateException("our own event is no RTP");
        }
        var datagram = Unpooled.copiedBuffer(packet);
        try {
            to.onHeard(datagram, ANY, true);
        } finally {
            datagram.release();
        }
    }
}
