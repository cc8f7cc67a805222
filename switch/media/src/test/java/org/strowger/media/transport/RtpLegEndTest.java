package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.WavBytes;

/** A leg whose socket dies without having been asked to. */
class RtpLegEndTest {

    private static final RtpFormat PCMU = new RtpFormat(Law.PCMU, 0, 101);

    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final List<DatagramChannel> sockets = new CopyOnWriteArrayList<>();
    private final Told told = new Told();
    private final Told toldPeer = new Told();

    @Test
    void aChannelThatClosesByItselfEndsItsLegOnce() {
        var best = Io.best();
        var io =
                new Io(
                        best.handlers(),
                        family -> {
                            var channel = best.channels().apply(family);
                            channels.add(channel);
                            return channel;
                        });
        try (var engine = engine(Prompts.none(), io);
                var phone = new Phone()) {
            var leg = told.open(engine);
            var peer = toldPeer.open(engine);
            peer.connect(PCMU, phone.address(), true);
            leg.bridge(peer);
            var _ = channels.getFirst().close();
            await().until(told::isClosed);
            assertEquals(1, engine.portsInUse());

            leg.close();
            peer.close();
            await().until(toldPeer::isClosed);
            assertEquals(0, engine.portsInUse());
            assertEquals(0, engine.counters().get(Counter.LEGS_FAILED));
        }
        assertEquals(List.of("opened", "closed"), told.events);
        assertEquals(List.of("opened", "closed"), toldPeer.events);
    }

    @Test
    void aSocketThatDiesUnderItsChannelEndsTheLegWithTheNextPacket(@TempDir Path folder)
            throws IOException {
        WavBytes.write(
                folder.resolve("music/waltz.wav"), WavBytes.mono8000(WavBytes.ramp(3 * 160, 50)));
        var io = new Io(Io.nio().handlers(), _ -> newNioChannel());
        try (var engine = engine(Prompts.load(folder), io);
                var phone = new Phone()) {
            var leg = told.open(engine);
            leg.connect(PCMU, phone.address(), true);
            leg.music();
            await().until(() -> !phone.heard().isEmpty());
            sockets.getFirst().close();
            await().until(told::isClosed);
            assertEquals(0, engine.portsInUse());
        }
        assertEquals(List.of("opened", "closed"), told.events);
    }

    private Channel newNioChannel() {
        try {
            var socket = DatagramChannel.open(StandardProtocolFamily.INET);
            sockets.add(socket);
            return new NioDatagramChannel(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RtpEngine engine(Prompts prompts, Io io) {
        return new RtpEngine(
                new RtpEngine.Room(
                        List.of(InetAddress.getLoopbackAddress()),
                        new PortRange(40_500, 40_519),
                        1,
                        1_000,
                        0,
                        0),
                prompts,
                Clock.system(),
                Entropy.seeded(7),
                Runnable::run,
                io);
    }
}
