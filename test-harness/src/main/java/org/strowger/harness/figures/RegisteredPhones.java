package org.strowger.harness.figures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.overload.Attendance;
import org.strowger.harness.phone.SipText;

/**
 * Many phones in one thread that register in turn, evenly over the time after which each begins
 * again. They share sockets where there may not be one for each, on many addresses of loopback, so
 * that the switch sees sources as an office has them.
 */
final class RegisteredPhones implements AutoCloseable {

    private static final int ADDRESSES = 200;
    private static final int LONGEST = 65_535;
    private static final int BUFFER = 1 << 20;
    private static final long T1_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final int MOST_COPIES = 4;
    private static final int MOST_MINUTES = 10;

    /** A REGISTER that has no response yet. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
    private record Asked(int phone, int sequence, byte[] octets, long firstNanos, int copies) {}

    private final InetSocketAddress server;
    private final List<RegisteredPhone> phones;
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final List<InetSocketAddress> locals = new ArrayList<>();
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(LONGEST);
    private final byte[] octets = new byte[LONGEST];
    private final @Nullable Asked[] open;
    private final long[] beganNanos;
    private final Attendance attendance = new Attendance(this::attend);
    private final ArrayDeque<Asked> waiting = new ArrayDeque<>();
    private Histogram responses = micros();
    private Histogram rounds = micros();
    private int next;
    private int unanswered;
    private long challenged;
    private long repeated;
    private long failed;

    /**
     * Opens their sockets.
     *
     * @param sockets at most so many
     */
    RegisteredPhones(InetSocketAddress server, List<RegisteredPhone> phones, int sockets)
            throws IOException {
        this.server = server;
        this.phones = List.copyOf(phones);
        this.open = new @Nullable Asked[phones.size()];
        this.beganNanos = new long[phones.size()];
        this.selector = Selector.open();
        for (int i = 0; i < Math.min(sockets, phones.size()); i++) {
            var address = "127.20.%d.%d".formatted(i % ADDRESSES / 100, 1 + i % ADDRESSES % 100);
            var channel = DatagramChannel.open();
            channels.add(channel);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            channel.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, i);
            locals.add((InetSocketAddress) channel.getLocalAddress());
        }
    }

    /**
     * What came of a time.
     *
     * @param seconds how long it was
     * @param begun phones that began to register
     * @param registered who got a 200
     * @param challenged 401s
     * @param repeated requests that were sent again because T1 was over
     * @param failed refused otherwise, or not answered at all
     * @param responses from a REGISTER to its 200 or 401, in microseconds
     * @param rounds from a phone's first REGISTER to its 200
     */
    record Outcome(
            double seconds,
            long begun,
            long registered,
            long challenged,
            long repeated,
            long failed,
            Times responses,
            Times rounds) {

        double perSecond() {
            return begun / seconds;
        }

        String text() {
            return "%.0f/s begun, %d registered, %d asked for a password, %d sent again, %d failed; response p50 %d us, p99 %d us, longest %d us"
                    .formatted(
                            perSecond(),
                            registered,
                            challenged,
                            repeated,
                            failed,
                            responses.p50(),
                            responses.p99(),
                            responses.longest());
        }
    }

    /** Microseconds. */
    record Times(long p50, long p99, long p999, long longest) {
        static Times of(Histogram histogram) {
            return new Times(
                    histogram.getValueAtPercentile(50),
                    histogram.getValueAtPercentile(99),
                    histogram.getValueAtPercentile(99.9),
                    histogram.getMaxValue());
        }
    }

    int sockets() {
        return channels.size();
    }

    /** Phones register in turn at this rate, and the responses are waited for. */
    Outcome register(double rate, Duration time) throws IOException {
        responses = micros();
        rounds = micros();
        challenged = 0;
        repeated = 0;
        failed = 0;
        long begun = Math.round(rate * time.toNanos() / 1e9);
        long start = System.nanoTime();
        for (long i = 0; i < begun; i++) {
            attendance.until(start + (long) (i * 1e9 / rate));
            begin();
        }
        attendance.until(start + time.toNanos());
        double seconds = (System.nanoTime() - start) / 1e9;
        attendance.whileMissing(() -> unanswered > 0, LAST_NANOS);
        giveUp();
        return new Outcome(
                seconds,
                begun,
                rounds.getTotalCount(),
                challenged,
                repeated,
                failed,
                Times.of(responses),
                Times.of(rounds));
    }

    private void giveUp() {
        for (int phone = 0; phone < open.length; phone++) {
            if (open[phone] != null) {
                over(phone);
                failed++;
            }
        }
    }

    private static Histogram micros() {
        return new Histogram(TimeUnit.MINUTES.toMicros(MOST_MINUTES), 3);
    }

    private void begin() throws IOException {
        int phone = next;
        next = (next + 1) % phones.size();
        if (open[phone] != null) {
            over(phone);
            failed++;
        }
        beganNanos[phone] = System.nanoTime();
        ask(phone, phones.get(phone).begin(local(phone), server));
    }

    private InetSocketAddress local(int phone) {
        return locals.get(phone % locals.size());
    }

    private void ask(int phone, byte[] request) throws IOException {
        var asked = new Asked(phone, phones.get(phone).sequence(), request, System.nanoTime(), 0);
        open[phone] = asked;
        unanswered++;
        waiting.add(asked);
        send(asked);
    }

    private void send(Asked asked) throws IOException {
        channels.get(asked.phone % channels.size()).send(ByteBuffer.wrap(asked.octets), server);
    }

    private void over(int phone) {
        open[phone] = null;
        unanswered--;
    }

    private void attend() throws IOException {
        if (selector.selectNow() > 0) {
            var ready = selector.selectedKeys();
            for (var key : ready) {
                read((DatagramChannel) key.channel());
            }
            ready.clear();
        }
        askAgain();
    }

    private void read(DatagramChannel channel) throws IOException {
        while (channel.receive(in.clear()) != null) {
            long now = System.nanoTime();
            int length = in.flip().remaining();
            in.get(octets, 0, length);
            take(SipText.parse(octets, length), now);
        }
    }

    private void take(SipText response, long now) throws IOException {
        int phone = RegisteredPhone.numberIn(response);
        var asked = phone < 0 || phone >= open.length ? null : open[phone];
        if (asked == null || response.sequence() != asked.sequence || response.status() < 200) {
            return;
        }
        over(phone);
        responses.recordValue((now - asked.firstNanos) / 1_000);
        if (response.status() == 200) {
            rounds.recordValue((now - beganNanos[phone]) / 1_000);
        } else if (response.status() == 401) {
            challenged++;
            var again = phones.get(phone).challenged(response, local(phone), server);
            if (again == null) {
                failed++;
            } else {
                ask(phone, again);
            }
        } else {
            failed++;
        }
    }

    /** What has waited for T1 goes once more, in the order in which it was sent. */
    private void askAgain() throws IOException {
        long now = System.nanoTime();
        var oldest = waiting.peek();
        while (oldest != null && now - oldest.firstNanos > T1_NANOS * (oldest.copies + 1)) {
            waiting.remove();
            if (oldest.equals(open[oldest.phone]) && oldest.copies < MOST_COPIES) {
                var again =
                        new Asked(
                                oldest.phone,
                                oldest.sequence,
                                oldest.octets,
                                oldest.firstNanos,
                                oldest.copies + 1);
                open[oldest.phone] = again;
                waiting.add(again);
                repeated++;
                send(again);
            }
            oldest = waiting.peek();
        }
    }

    @Override
    public void close() throws IOException {
        for (var channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
