package org.strowger.harness.phone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.harness.audio.KeyTones;
import org.strowger.harness.audio.MuLaw;
import org.strowger.harness.audio.Tone;

/**
 * Sends a packet every 20 ms: PCMU of a tone or of silence, or an RFC 4733 event while a key is
 * pressed; where events were not negotiated, the key's tones. All but the volatile and concurrent
 * fields belong to its thread.
 */
final class RtpSender {

    private static final Logger LOG = LoggerFactory.getLogger(RtpSender.class);
    private static final String KEYS = "0123456789*#ABCD";
    private static final long FRAME_NANOS = 20_000_000;
    private static final int FRAME = 160;
    private static final int KEY_FRAMES = 5;
    private static final int GAP_FRAMES = 5;
    private static final int VOLUME = 10; // -10 dBm0 (RFC 4733, section 2.3.3)

    /** Where to send, and as what. */
    record Target(InetSocketAddress remote, int telephoneEvent) {}

    private record Key(int event, CountDownLatch sent) {}

    private final DatagramSocket socket;
    private final ConcurrentLinkedQueue<Key> keys = new ConcurrentLinkedQueue<>();
    private final AtomicLong packets = new AtomicLong();
    private volatile @Nullable Target target;
    private volatile @Nullable Tone tone;
    private volatile long toneBegan; // when its first packet was sent; 0 for none

    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private int sequence = ThreadLocalRandom.current().nextInt(1 << 15);
    private int timestamp = ThreadLocalRandom.current().nextInt();
    private boolean first = true;
    private @Nullable Key key;
    private int keyFrame;
    private int gap;

    RtpSender(DatagramSocket socket) {
        this.socket = socket;
        Thread.ofVirtual().name("rtp-send-" + socket.getLocalPort()).start(this::run);
    }

    void sendTo(@Nullable Target target) {
        this.target = target;
    }

    @Nullable Target target() {
        return target;
    }

    /** When the first packet of the tone was sent; 0 when none was. */
    long toneBegan() {
        return toneBegan;
    }

    /** A tone from now on, or silence when null. */
    void say(@Nullable Tone tone) {
        toneBegan = 0;
        this.tone = tone;
    }

    long packets() {
        return packets.get();
    }

    /** Presses keys one after the other; the latch opens when the last has been sent. */
    CountDownLatch press(String pressed) {
        var sent = new CountDownLatch(pressed.length());
        for (int i = 0; i < pressed.length(); i++) {
            int event = KEYS.indexOf(pressed.charAt(i));
            if (event < 0) {
                throw new IllegalArgumentException("no such key: " + pressed.charAt(i));
            }
            keys.add(new Key(event, sent));
        }
        return sent;
    }

    private void run() {
        long next = System.nanoTime();
        while (!socket.isClosed()) {
            var to = target;
            if (to != null) {
                frame(to);
            }
            timestamp += FRAME;
            next += FRAME_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void frame(Target to) {
        if (key == null && gap > 0) {
            gap--;
        } else if (key == null) {
            key = keys.poll();
            keyFrame = 0;
        }
        var pressed = key;
        if (pressed == null) {
            audio(to);
        } else if (to.telephoneEvent() < 0) {
            toneFrame(to, pressed);
        } else {
            keyFrame(to, pressed);
        }
    }

    private void audio(Target to) {
        var sound = tone;
        var payload = new byte[FRAME];
        if (sound == null) {
            Arrays.fill(payload, MuLaw.SILENCE);
        } else {
            var samples = sound.next(FRAME);
            for (int i = 0; i < FRAME; i++) {
                payload[i] = MuLaw.encode(samples[i]);
            }
        }
        if (sound != null && toneBegan == 0) {
            toneBegan = System.nanoTime();
        }
        send(to, 0, first, timestamp, payload);
        first = false;
    }

    private void toneFrame(Target to, Key pressed) {
        var samples = KeyTones.samples(KEYS.charAt(pressed.event()), keyFrame * FRAME, FRAME);
        var payload = new byte[FRAME];
        for (int i = 0; i < FRAME; i++) {
            payload[i] = MuLaw.encode(samples[i]);
        }
        send(to, 0, first, timestamp, payload);
        first = false;
        keyFrame++;
        if (keyFrame == KEY_FRAMES) {
            done(pressed);
        }
    }

    private void done(Key pressed) {
        key = null;
        gap = GAP_FRAMES;
        pressed.sent().countDown();
    }

    /** One event, all its packets with the time at which it began (RFC 4733, section 2.5.1.2). */
    private void keyFrame(Target to, Key pressed) {
        int began = timestamp - keyFrame * FRAME;
        keyFrame++;
        boolean end = keyFrame == KEY_FRAMES;
        int duration = keyFrame * FRAME;
        byte[] payload = {
            (byte) pressed.event(),
            (byte) (end ? 0x80 | VOLUME : VOLUME),
            (byte) (duration >> 8),
            (byte) duration
        };
        send(to, to.telephoneEvent(), keyFrame == 1, began, payload);
        if (end) {
            send(to, to.telephoneEvent(), false, began, payload);
            send(to, to.telephoneEvent(), false, began, payload);
            done(pressed);
        }
    }

    private void send(Target to, int payloadType, boolean marker, int time, byte[] payload) {
        var packet = ByteBuffer.allocate(12 + payload.length);
        packet.put((byte) 0x80).put((byte) (marker ? 0x80 | payloadType : payloadType));
        packet.putShort((short) sequence++).putInt(time).putInt(ssrc).put(payload);
        try {
            socket.send(new DatagramPacket(packet.array(), packet.limit(), to.remote()));
            packets.incrementAndGet();
        } catch (IOException e) {
            LOG.debug("RTP not sent: {}", e.toString()); // Closed, or the peer's port is gone.
        }
    }
}
