package org.strowger.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.call.SignallingLoop;
import org.strowger.sip.Flow;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.transport.DatagramLoop;

/**
 * Three times as many callers as can be served, for a minute, at the entrance and the signalling
 * loop of the switch itself. Only time is made up: it goes on by what a step costs, and each step
 * brings those who call meanwhile, so every run is the same.
 */
class EntranceTest {

    /** A call takes a millisecond: 1,000 a second can be served. */
    private static final long CALL_MICROS = 1_000;

    private static final long BYE_MICROS = 50;
    private static final int OFFERED = 3;
    private static final long MINUTE = 60_000_000;
    private static final long CAPACITY = MINUTE / CALL_MICROS;
    private static final long LOOK_MICROS = 50_000;
    private static final int OUTSIDE = 16_384;

    /** After that a caller sends his INVITE again. */
    private static final long IN_TIME_MICROS = 500_000;

    /** From then on the overload is known. */
    private static final long SETTLED_MICROS = 5_000_000;

    /** Of the calls that exist one says something every so many steps. */
    private static final int BYE_EVERY = 10;

    private final AtomicLong now = new AtomicLong(1_700_000_000_000_000L);
    private final SignallingLoop loop = new SignallingLoop(now::get, OUTSIDE, new DatagramLoop());
    private final Flow flow = new Flow(Flow.Transport.UDP, at("127.0.0.1"), at("127.0.0.9"), 0);
    private final InboundMessage invite = message("INVITE", "");
    private final InboundMessage bye = message("BYE", ";tag=ours");

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 5_060);
    }

    private InboundMessage message(String method, String toTag) {
        var text =
                """
                %1$s sip:4001@127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.9:5060;branch=z9hG4bKa
                From: <sip:5551001@127.0.0.9>;tag=a
                To: <sip:4001@127.0.0.1>%2$s
                Call-ID: a
                CSeq: 1 %1$s
                Content-Length: 0

                """
                        .formatted(method, toTag)
                        .replace("\n", "\r\n");
        try {
            var octets = text.getBytes(US_ASCII);
            return new InboundMessage(octets, SipIndex.of(octets), flow, 0, false);
        } catch (MalformedSipMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    /** The callers, and what became of them. On the signalling thread. */
    private final class Crowd implements Entrance.Inside, Entrance.Refusals {
        final Entrance entrance = new Entrance(loop, this, this);
        final CompletableFuture<Crowd> over = new CompletableFuture<>();
        final boolean controlled;
        long begin;
        long lookedAt;
        int steps;
        int offered;
        int refused;
        int inTime;
        int late;
        int turnedAway;
        int byes;
        int byesServed;
        int byesRefused;
        long longestBye;
        int mostWaiting;

        /**
         * Nobody calls yet.
         *
         * @param controlled whether the switch controls who enters, or only its queue is limited
         */
        Crowd(boolean controlled) {
            this.controlled = controlled;
        }

        void come() {
            begin = now.addAndGet(Admission.AT_FIRST_MICROS);
            lookedAt = begin;
            passes(CALL_MICROS);
        }

        @Override
        public void received(InboundMessage message) {
            if (over.isDone()) {
                return; // Who still waits is not counted.
            }
            long waited = now.get() - message.receivedMicros();
            if (message.index().isMethod("BYE")) {
                byesServed++;
                longestBye = Math.max(longestBye, waited);
                passes(BYE_MICROS);
            } else {
                inTime += waited < IN_TIME_MICROS ? 1 : 0;
                late += waited < IN_TIME_MICROS || now.get() - begin < SETTLED_MICROS ? 0 : 1;
                passes(CALL_MICROS);
            }
        }

        @Override
        public void connectionClosed(Flow closed) {
            throw new AssertionError("there are no connections");
        }

        @Override
        public void turnAway(InboundMessage message) {
            turnedAway++;
        }

        @Override
        public boolean hasTurnedAway(InboundMessage message) {
            return false;
        }

        /** A step has taken so long: who came meanwhile is at the door. */
        private void passes(long micros) {
            long until = now.addAndGet(micros);
            if (until - begin >= MINUTE) {
                over.complete(this);
                return;
            }
            while (offered * CALL_MICROS < OFFERED * (until - begin)) {
                offered++;
                refused += calls(receivedNow(invite)) ? 0 : 1;
            }
            steps++;
            if (steps % BYE_EVERY == 0) {
                byes++;
                byesRefused += entrance.onMessage(receivedNow(bye)) ? 0 : 1;
            }
            look(until);
        }

        private boolean calls(InboundMessage message) {
            return controlled
                    ? entrance.onMessage(message)
                    : loop.tryPostNew(() -> received(message));
        }

        private void look(long until) {
            if (until - begin >= SETTLED_MICROS) {
                mostWaiting = Math.max(mostWaiting, loop.newcomers());
            }
            if (controlled && until - lookedAt >= LOOK_MICROS) {
                lookedAt = until;
                entrance.look();
            }
        }

        private InboundMessage receivedNow(InboundMessage message) {
            return new InboundMessage(message.octets(), message.index(), flow, now.get(), false);
        }

        @Override
        public String toString() {
            return "offered %d, refused %d, turned away %d, in time %d, late %d, %d waited; BYEs %d, refused %d, waited %d us"
                    .formatted(
                            offered,
                            refused,
                            turnedAway,
                            inTime,
                            late,
                            mostWaiting,
                            byes,
                            byesRefused,
                            longestBye);
        }
    }

    private Crowd crowd(boolean controlled) {
        var crowd = new Crowd(controlled);
        loop.execute(crowd::come);
        loop.start();
        return crowd.over.orTimeout(2, TimeUnit.MINUTES).join();
    }

    @Test
    void nineOfTenWhoCanBeServedAreInTimeAndCallsThatExistNeverWait() {
        var crowd = crowd(true);
        System.out.println("figure: three times too much: " + crowd);
        assertTrue(crowd.offered >= OFFERED * (CAPACITY - 1), crowd::toString);
        assertTrue(crowd.inTime >= 0.9 * CAPACITY, crowd::toString);
        assertEquals(0, crowd.late, crowd::toString);
        assertTrue(crowd.mostWaiting <= IN_TIME_MICROS / CALL_MICROS, crowd::toString);
        assertTrue(crowd.refused + crowd.turnedAway > CAPACITY, crowd::toString);
        assertEquals(0, crowd.byesRefused, crowd::toString);
        assertTrue(crowd.byes - crowd.byesServed <= 1, crowd::toString);
        assertTrue(crowd.longestBye <= 2 * CALL_MICROS, crowd::toString);
    }

    /** Else the test above would show nothing. */
    @Test
    void withoutTheControlHardlyAnybodyIsServedInTime() {
        var crowd = crowd(false);
        assertTrue(crowd.inTime < 0.1 * CAPACITY, crowd::toString);
        assertEquals(0, crowd.byesRefused, crowd::toString);
    }
}
