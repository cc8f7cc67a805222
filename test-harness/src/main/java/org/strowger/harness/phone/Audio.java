package org.strowger.harness.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.harness.audio.MuLaw;
import org.strowger.harness.audio.Tone;
import org.strowger.harness.load.result.Sound;
import org.strowger.harness.rtp.Reception;
import org.strowger.harness.rtp.SoundMeter;
import org.strowger.harness.rtp.SoundReport;

/** The RTP of one call: PCMU and RFC 4733 events, one socket both ways. */
public final class Audio implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Audio.class);
    private static final String KEYS = "0123456789*#ABCD";
    private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int RTP_HEADER = 12;

    private record Piece(long arrivedNanos, ByteBuffer pcmu) {}

    private final DatagramSocket socket;
    private final RtpSender sender;
    private final Monitor monitor = new Monitor();

    // Guarded by the monitor.
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private final StringBuilder keysHeard = new StringBuilder();
    private int telephoneEvent = -1;
    private final SoundMeter meter = new SoundMeter();
    private final Reception reception = new Reception(meter);
    private final SoundReport report = new SoundReport(List.of(meter));
    private long packetsReceived;
    private long lastKey = -1;
    private @Nullable InetSocketAddress heardFrom;

    Audio(String address) {
        this.socket = evenPort(address);
        this.sender = new RtpSender(socket);
        Thread.ofVirtual().name("rtp-receive-" + socket.getLocalPort()).start(this::receive);
    }

    /** Where this phone wants its RTP. */
    public InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Where it sends its own; null before the peer has said. */
    public @Nullable InetSocketAddress remote() {
        var target = sender.target();
        return target == null ? null : target.remote();
    }

    /** Where the last packet came from; null before any. */
    public @Nullable InetSocketAddress heardFrom() {
        return monitor.read(() -> heardFrom);
    }

    void connect(InetSocketAddress remote, int event) {
        monitor.change(() -> telephoneEvent = event);
        sender.sendTo(new RtpSender.Target(remote, event));
    }

    /** Sends that tone from now on; silence is sent before. */
    public void say(double hertz) {
        sender.say(new Tone(hertz));
    }

    /** Sends silence from now on. */
    public void silence() {
        sender.say(null);
    }

    /** Sends nothing from now on. */
    public void mute() {
        sender.sendTo(null);
    }

    /**
     * Presses keys, 100 ms each and 100 ms apart, and returns when they are sent.
     *
     * @throws NotInTimeException if no RTP is being sent, so that they never are
     */
    public void press(String keys) {
        try {
            if (!sender.press(keys).await(2 + keys.length(), TimeUnit.SECONDS)) {
                throw new NotInTimeException("keys " + keys + " were not sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotInTimeException("interrupted while pressing " + keys);
        }
    }

    public long packetsSent() {
        return sender.packets();
    }

    public long packetsReceived() {
        return monitor.read(() -> packetsReceived);
    }

    /** Keys that the peer pressed, each counted once. */
    public String keysHeard() {
        return monitor.read(keysHeard::toString);
    }

    /** How the packets came: lost, in disorder, jitter. */
    public Sound reception() {
        return report.sound();
    }

    /**
     * From when the first packet of the tone was sent until the first packet with sound after it
     * came.
     *
     * @throws IllegalStateException when there was none
     */
    public Duration echoDelay() {
        long began = sender.toneBegan();
        return monitor.read(() ->
                pieces.stream()
                        .filter(piece -> began != 0 && piece.arrivedNanos() - began >= 0)
                        .filter(piece -> new Heard(samples(piece)).isSound())
                        .findFirst()
                        .map(piece -> Duration.ofNanos(piece.arrivedNanos() - began))
                        .orElseThrow(() -> new IllegalStateException("no tone came back")));
    }

    private static short[] samples(Piece piece) {
        var samples = new short[piece.pcmu().limit()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = MuLaw.decode(piece.pcmu().get(i));
        }
        return samples;
    }

    /** What arrived in the stretch of time that ends now, at most 10 s. */
    public Heard heard(Duration last) {
        return monitor.read(() -> gather(System.nanoTime() - last.toNanos()));
    }

    /**
     * Waits until the last {@code window} of sound is as wanted. A window that is not yet full is
     * not looked at.
     *
     * @throws NotInTimeException if that does not happen within the limit
     */
    public void awaitHeard(String what, Duration window, Duration limit, Predicate<Heard> wanted) {
        double enough = 0.8 * window.toMillis() / 1000;
        monitor.await(
                () -> {
                    var heard = gather(System.nanoTime() - window.toNanos());
                    return heard.seconds() >= enough && wanted.test(heard);
                },
                limit,
                () -> what + " was not heard, but " + gather(System.nanoTime() - KEPT_NANOS));
    }

    /** Waits until the peer has pressed these keys and no others. */
    public void awaitKeys(String keys, Duration limit) {
        monitor.await(
                () -> keysHeard.toString().equals(keys),
                limit,
                () -> "keys " + keys + " were not heard, but '" + keysHeard + "'");
    }

    @Override
    public void close() {
        socket.close();
    }

    private Heard gather(long sinceNanos) {
        var kept = pieces.stream().filter(piece -> piece.arrivedNanos() - sinceNanos >= 0).toList();
        var samples = new short[kept.stream().mapToInt(piece -> piece.pcmu().limit()).sum()];
        int at = 0;
        for (var piece : kept) {
            for (int i = 0; i < piece.pcmu().limit(); i++) {
                samples[at++] = MuLaw.decode(piece.pcmu().get(i));
            }
        }
        return new Heard(samples);
    }

    private void receive() {
        var packet = new DatagramPacket(new byte[2048], 2048);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                var source = (InetSocketAddress) packet.getSocketAddress();
                var rtp = ByteBuffer.wrap(packet.getData(), 0, packet.getLength()).slice();
                monitor.change(() -> received(rtp, source));
            } catch (SocketException e) {
                LOG.debug("{}", e.toString()); // Closed, or an ICMP error of an earlier send.
            } catch (IOException e) {
                LOG.error("the test phone could not take RTP", e);
            }
        }
    }

    private void received(ByteBuffer rtp, InetSocketAddress source) {
        if (rtp.remaining() < RTP_HEADER || (rtp.get(0) & 0xC0) != 0x80) {
            return; // Not RTP: no version 2.
        }
        packetsReceived++;
        heardFrom = source;
        int payloadType = rtp.get(1) & 0x7F;
        if (payloadType == 0) {
            var pcmu = new byte[rtp.remaining() - RTP_HEADER];
            rtp.get(RTP_HEADER, pcmu);
            long now = System.nanoTime();
            reception.onPacket(now, rtp.getInt(0), rtp.getInt(4), rtp.getInt(8));
            keep(new Piece(now, ByteBuffer.wrap(pcmu)));
        } else if (payloadType == telephoneEvent && rtp.remaining() >= RTP_HEADER + 4) {
            key(rtp);
        }
    }

    private void keep(Piece piece) {
        pieces.add(piece);
        while (piece.arrivedNanos() - pieces.getFirst().arrivedNanos() > KEPT_NANOS) {
            pieces.removeFirst();
        }
    }

    private void key(ByteBuffer rtp) {
        long id = ((long) rtp.getInt(8) << 32) | (rtp.getInt(4) & 0xFFFF_FFFFL);
        boolean end = (rtp.get(RTP_HEADER + 1) & 0x80) != 0;
        int event = rtp.get(RTP_HEADER) & 0xFF;
        if (end && id != lastKey && event < KEYS.length()) {
            lastKey = id;
            keysHeard.append(KEYS.charAt(event));
        }
    }

    /** RTP goes to even ports (RFC 3550, section 11). */
    private static DatagramSocket evenPort(String address) {
        try {
            for (int attempt = 0; attempt < 100; attempt++) {
                var socket = new DatagramSocket(0, InetAddress.ofLiteral(address));
                if (socket.getLocalPort() % 2 == 0) {
                    return socket;
                }
                socket.close();
            }
            throw new IllegalStateException("no even port is free on " + address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
