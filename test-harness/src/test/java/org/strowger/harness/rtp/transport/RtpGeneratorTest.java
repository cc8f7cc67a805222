package org.strowger.harness.rtp.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.rtp.RtpHeader;
import org.strowger.harness.rtp.SoundCounter;
import org.strowger.harness.rtp.SoundSource.Stream;

@Tag("loopback")
@Tag("alone")
class RtpGeneratorTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @AutoClose
    private final RtpGenerator generator =
            RtpGenerator.start(RtpGenerator.Settings.loopback(1).withThreads(2));

    @Test
    void aHundredStreamsHearEachOtherWithoutLoss() {
        var streams = new ArrayList<Stream>();
        for (int i = 0; i < 100; i++) {
            streams.add(generator.open());
        }
        for (int i = 0; i < 100; i++) {
            streams.get(i).sendTo(streams.get(i ^ 1).local());
        }
        awaitCount(SoundCounter.RECEIVED, 5_000);
        streams.forEach(Stream::close);
        // Each stream has its last jitter when its thread has closed it.
        await().until(() -> generator.sound().jitter().count() >= 100);

        var sound = generator.sound();
        assertEquals(100, sound.streams());
        assertEquals(0, sound.unheard());
        assertEquals(0, sound.lost(), generator.report().counts()::toString);
        assertTrue(sound.sent() >= sound.received());
    }

    @Test
    void aStreamThatNobodySendsToIsUnheard() throws Exception {
        try (var deaf = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
                var stream = generator.open()) {
            stream.sendTo((InetSocketAddress) deaf.getLocalSocketAddress());
            awaitCount(SoundCounter.SENT, 3);
        }
        assertEquals(1, generator.sound().unheard());
    }

    @Test
    void aLatchingPortAnswersAndFallsSilent() throws Exception {
        var latching = generator.latching(2);
        try (var peer = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            peer.setSoTimeout((int) LIMIT.toMillis());
            peer.connect(latching.ports().getFirst());
            say(peer, 1, 77);
            var answer = new DatagramPacket(new byte[500], 500);
            peer.receive(answer);
            assertEquals(RtpHeader.LENGTH + RtpHeader.FRAME, answer.getLength());
            assertEquals(latching.ports().getFirst(), answer.getSocketAddress());

            awaitSilence();
            say(peer, 9, 78); // the next call
            awaitCount(SoundCounter.STREAMS, 2);
        }
        assertEquals(2, generator.sound().streams());
        assertEquals(0, generator.sound().unheard());
        assertEquals(1, latching.countUnheard(2));
        assertEquals(1, generator.sound().unheard());
    }

    @Test
    void manyStreamsShareAPort() {
        try (var shared =
                RtpGenerator.start(RtpGenerator.Settings.loopback(2).withStreamsPerPort(50))) {
            var streams = new ArrayList<Stream>();
            for (var remote : generator.latching(50).ports()) {
                var stream = shared.open();
                stream.sendTo(remote);
                streams.add(stream);
            }
            assertEquals(1, streams.stream().map(Stream::local).distinct().count());
            await().atMost(LIMIT)
                    .until(() -> shared.report().count(SoundCounter.RECEIVED) >= 2_000);
            streams.forEach(Stream::close);
            assertEquals(0, shared.sound().unheard());
            assertEquals(0, shared.sound().lost());
        }
    }

    @Test
    void whatIsNoRtpIsCountedApart() throws Exception {
        try (var stream = generator.open();
                var peer = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            peer.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, stream.local()));
            awaitCount(SoundCounter.NOT_RTP, 1);
        }
        assertEquals(0, generator.sound().received());
        assertEquals(1, generator.sound().unheard());
    }

    private void awaitSilence() {
        var sent = new long[] {-1};
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    long before = sent[0];
                    sent[0] = generator.sound().sent();
                    return before == sent[0];
                });
    }

    private void awaitCount(SoundCounter counter, long count) {
        await().atMost(LIMIT).until(() -> generator.report().count(counter) >= count);
    }

    private static void say(DatagramSocket peer, int sequence, int ssrc) throws Exception {
        var octets = ByteBuffer.allocate(RtpHeader.LENGTH + RtpHeader.FRAME);
        octets.putInt(RtpHeader.firstWord(true, sequence)).putInt(0).putInt(ssrc);
        peer.send(new DatagramPacket(octets.array(), octets.capacity()));
    }
}
