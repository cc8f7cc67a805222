package org.strowger.harness.flood;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.strowger.harness.phone.SipText;

/** Sends a barrage from one address, evenly, in the thread that calls {@link #run}. */
public final class Flood {

    private static final int LONGEST_DATAGRAM = 65_535;
    private static final int MOST_PER_SECOND = 100_000;
    private static final long PAUSE_NANOS = 500_000;
    private static final long LAST_ANSWERS_NANOS = 500_000_000;
    private static final int BUFFER = 4 << 20;
    private static final int STATUS_END = "SIP/2.0 200".length();

    private final Barrage barrage;
    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final Map<Integer, Long> answers = new TreeMap<>();
    private final byte[] in = new byte[LONGEST_DATAGRAM];
    private final ByteBuffer buffer = ByteBuffer.wrap(in);
    private long sent;
    private long failures;
    private long others;

    private Flood(Barrage barrage, DatagramChannel channel) throws IOException {
        this.barrage = barrage;
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
    }

    /**
     * Sends, and takes answers until half a second after the last. Ends early when the thread is
     * interrupted, whose flag then stays set.
     *
     * @param source where it comes from, an address of this machine
     * @param rate datagrams a second, 1 to 100,000
     */
    public static FloodResult run(Barrage barrage, InetAddress source, int rate, Duration time)
            throws IOException {
        if (rate < 1 || rate > MOST_PER_SECOND) {
            throw new IllegalArgumentException("rate " + rate);
        }
        try (var channel = DatagramChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            channel.bind(new InetSocketAddress(source, 0)).configureBlocking(false);
            return new Flood(barrage, channel).send(rate, time.toNanos());
        }
    }

    private FloodResult send(int rate, long nanos) throws IOException {
        long start = System.nanoTime();
        long count = Math.max(1, Math.round(nanos / 1e9 * rate));
        for (long i = 0; i < count && !Thread.currentThread().isInterrupted(); i++) {
            waitUntil(start + (long) (i * (1e9 / rate)));
            if (System.nanoTime() - start > nanos + LAST_ANSWERS_NANOS) {
                break; // this machine cannot keep the rate: the time is kept instead
            }
            shoot(barrage.next(local));
            takeAnswers();
        }
        long took = System.nanoTime() - start;
        waitUntil(System.nanoTime() + LAST_ANSWERS_NANOS);
        return new FloodResult(sent, failures, answers, others, Duration.ofNanos(took));
    }

    private void waitUntil(long due) throws IOException {
        takeAnswers();
        while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Math.min(PAUSE_NANOS, due - System.nanoTime()));
            takeAnswers();
        }
    }

    private void shoot(Barrage.Shot shot) {
        try {
            if (channel.send(shot.octets().duplicate(), shot.to()) > 0) {
                sent++;
            } else {
                failures++;
            }
        } catch (IOException e) {
            failures++; // as too long, or no buffers: the flood goes on, and the result says it
        }
    }

    private void takeAnswers() throws IOException {
        while (channel.receive(buffer.clear()) != null) {
            take(buffer.position());
        }
    }

    private void take(int length) {
        int status = status(length);
        if (status == 0) {
            others++;
            return;
        }
        answers.merge(status, 1L, Long::sum);
        var answer = SipText.parse(in, length);
        barrage.after(answer, local).ifPresent(this::shoot);
    }

    /** Of a SIP response; 0 if it is none. */
    private int status(int length) {
        var line = new String(in, 0, Math.min(STATUS_END, length), StandardCharsets.US_ASCII);
        return line.matches("SIP/2\\.0 [1-6]\\d\\d")
                ? Integer.parseInt(line.substring("SIP/2.0 ".length()))
                : 0;
    }
}
