package org.strowger.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounters;
import org.strowger.sip.message.InboundMessage;

@Timeout(30)
class DatagramLoopTest {

    private static final long NANOS = 1_000_000;

    private final DatagramLoop loop = new DatagramLoop();
    private final BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
    private final Thread thread = loop.newThread("datagrams", this::live);
    private final SipCounters counters = new SipCounters();
    private volatile boolean serving = true;
    private volatile boolean ended;
    private final SipTransport transport;

    private final SipTransport.Receiver receiver =
            new SipTransport.Receiver() {
                @Override
                public boolean onMessage(InboundMessage message) {
                    return true;
                }

                @Override
                public void onClosed(Flow flow) {}
            };

    DatagramLoopTest() {
        var any = List.of(new InetSocketAddress(TransportFixture.LOOPBACK, 0));
        var none = List.<InetSocketAddress>of();
        var minute = Duration.ofMinutes(1);
        var limits = TransportFixture.limits(minute, minute, minute);
        transport =
                new SipTransport(
                        new TransportSettings(any, none, 1, limits),
                        counters,
                        new Overload(),
                        SipTransport.Observers.none(counters),
                        loop,
                        Runnable::run);
    }

    @BeforeEach
    void start() throws Exception {
        thread.start();
        transport.start(receiver);
    }

    @AfterEach
    void end() throws Exception {
        serving = true;
        transport.close();
        ended = true;
        thread.join();
    }

    @Test
    void whoHasReadAsMuchAsItMayKnowsThatThereMayBeMore() throws Exception {
        serving = false;
        assertEquals(0, (long) asked(loop::heard));
        int sent = DatagramLoop.AT_A_TIME + 10;
        try (var phone = new DatagramSocket(0, TransportFixture.LOOPBACK)) {
            phone.connect(transport.udpAddresses().getFirst());
            for (int i = 0; i < sent; i++) {
                phone.send(new DatagramPacket(new byte[] {'\r', '\n'}, 2));
            }
        }

        assertTrue(asked(this::look));
        assertEquals(DatagramLoop.AT_A_TIME, (long) asked(loop::heard));
        assertFalse(asked(this::look));
        assertEquals(sent, (long) asked(loop::heard));
        assertFalse(asked(this::look), "nothing came since");
    }

    private boolean look() {
        loop.look();
        return loop.mayHaveMore();
    }

    private <T> T asked(Supplier<T> question) throws Exception {
        var answer = new CompletableFuture<T>();
        steps.add(() -> answer.complete(question.get()));
        return answer.get(10, TimeUnit.SECONDS);
    }

    private void live() {
        while (!ended) {
            if (serving) {
                loop.await(NANOS);
            }
            try {
                var step = steps.poll(serving ? 0 : 1, TimeUnit.MILLISECONDS);
                if (step != null) {
                    step.run();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        loop.end();
    }
}
