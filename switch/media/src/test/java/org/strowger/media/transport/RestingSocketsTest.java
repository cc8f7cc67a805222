package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Entropy;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;

/** Sockets that stay open after their leg, for another one. Room for four of them. */
class RestingSocketsTest {

    private static final PortRange PORTS = new PortRange(40_600, 40_619);
    private static final int RESTING = 4;
    private static final int BUSY = 3;
    private static final int FILES = 5;
    private static final long SECOND = 1_000_000;

    private final AtomicLong nowMicros = new AtomicLong(SECOND);
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private volatile int files = Integer.MAX_VALUE;
    private final RtpEngine engine = engine();

    @AfterEach
    void stop() {
        engine.close();
        channels.forEach(channel -> assertFalse(channel.isOpen()));
    }

    /** As many legs end in a second as make it busy. */
    private void busy() {
        legs(BUSY);
        nowMicros.addAndGet(SECOND);
    }

    @Test
    void inABusySecondTheOneThatRestedLongestServesAgain() {
        busy();
        var ports = legs(3);
        assertEquals(3, open());
        nowMicros.addAndGet(SECOND);
        var again = new Told();
        again.open(engine);
        assertEquals(ports.getFirst(), again.local().getPort());
        assertEquals(BUSY + 3, channels.size());
        assertEquals(1, engine.counters().get(Counter.PORTS_REUSED_EARLY));
    }

    @Test
    void noneServesAgainBeforeItHasRestedForASecond() {
        busy();
        var ports = legs(3);
        nowMicros.addAndGet(SECOND - 1);
        var again = new Told();
        again.open(engine);
        assertFalse(ports.contains(again.local().getPort()));
    }

    @Test
    void inAQuietSecondNoneRests() {
        legs(BUSY - 1);
        nowMicros.addAndGet(SECOND);
        legs(2);
        await().until(() -> open() == 0);
    }

    @Test
    void aSecondOfLongAgoWasNotBusy() {
        busy();
        nowMicros.addAndGet(SECOND);
        legs(1);
        await().until(() -> open() == 0);
    }

    @Test
    void whatNobodyNeedsIsClosed() {
        busy();
        legs(3);
        assertEquals(3, open());
        nowMicros.addAndGet(2 * SECOND);
        await().until(() -> open() == 0);
    }

    @Test
    void noMoreRestThanMay() {
        busy();
        legs(5);
        await().until(() -> open() == RESTING);
    }

    @Test
    void legsComeFirstWhereFilesAreShort() {
        busy();
        var ports = legs(2);
        for (int i = 0; i < FILES; i++) {
            var told = new Told();
            told.open(engine);
            assertFalse(ports.contains(told.local().getPort()), "it has not rested");
        }
        assertEquals(FILES, open());
    }

    @Test
    void aProcessWithoutAFileClosesOneThatRests() {
        busy();
        legs(2);
        files = 2;
        var told = new Told();
        told.open(engine);
        assertEquals(2, open());
        assertEquals(0, engine.counters().get(Counter.LEGS_REFUSED));
    }

    @Test
    void aProcessWithoutAFileAtAllRefuses() {
        files = 0;
        var told = new Told();
        engine.open(42, StandardProtocolFamily.INET, told);
        await().until(() ->
                told.events.equals(List.of("failed no RTP socket: too many open files")));
        assertEquals(0, engine.portsInUse());
    }

    @Test
    void whatRestsOpenIsInUse() {
        busy();
        legs(3);
        assertEquals(3, engine.portsInUse());
        nowMicros.addAndGet(2 * SECOND);
        await().until(() -> engine.portsInUse() == 0);
    }

    @Test
    void whatComesToASocketThatRestsIsAStranger() {
        busy();
        var told = new Told();
        told.open(engine).close();
        await().until(told::isClosed);
        try (var phone = new Phone()) {
            phone.say(told.local(), 0, 1, 160, 77, new byte[160]);
            await().until(() -> engine.counters().get(Counter.STRANGERS) == 1);
        }
        assertEquals(0, told.statistics().packetsReceived());
    }

    @Test
    void oneWhosePortHasGoneServesNobody() {
        busy();
        legs(2);
        channels.get(BUSY).close().syncUninterruptibly();
        nowMicros.addAndGet(SECOND);
        var again = new Told();
        again.open(engine);
        assertEquals(channels.get(BUSY + 1).localAddress(), again.local());
    }

    @Test
    void aDefectAtASocketThatRestsClosesIt() {
        busy();
        legs(1);
        channels.getLast().pipeline().fireExceptionCaught(new IllegalStateException("planted"));
        await().until(() -> open() == 0);
        nowMicros.addAndGet(2 * SECOND);
        await().until(() -> engine.portsInUse() == 0);
    }

    /** So many legs at a time, opened and closed; their ports in the order they were closed in. */
    private List<Integer> legs(int count) {
        var told = new ArrayList<Told>();
        var ports = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            told.add(new Told());
        }
        var legs = told.stream().map(one -> one.open(engine)).toList();
        for (int i = 0; i < count; i++) {
            legs.get(i).close();
            await().until(told.get(i)::isClosed);
            ports.add(told.get(i).local().getPort());
        }
        return ports;
    }

    private long open() {
        return channels.stream().filter(Channel::isOpen).count();
    }

    private RtpEngine engine() {
        var io =
                new Io(
                        Io.best().handlers(),
                        family -> {
                            if (open() >= files) {
                                throw new ChannelException("too many open files");
                            }
                            var channel = Io.best().channels().apply(family);
                            channels.add(channel);
                            return channel;
                        });
        return new RtpEngine(
                new RtpEngine.Room(
                        List.of(InetAddress.getLoopbackAddress()), PORTS, 1, FILES, RESTING, BUSY),
                Prompts.none(),
                nowMicros::get,
                Entropy.seeded(7),
                Runnable::run,
                io);
    }
}
