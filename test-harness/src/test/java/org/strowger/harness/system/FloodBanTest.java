package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.flood.Barrage;
import org.strowger.harness.flood.Barrages;
import org.strowger.harness.flood.Flood;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.NotInTimeException;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;
import org.strowger.harness.sipp.Sipp;

/**
 * SIPp calls from one address far more often than a source may, others ask and register as often:
 * each meets its limit, and those who have no call a ban. Meanwhile a call with an agent goes on,
 * another agent gets a new one, and neither heap nor the process's memory grows.
 */
@Tag("loopback")
@Tag("alone")
class FloodBanTest {

    private static final Duration SOON = Loopback.SOON;
    private static final Duration JUDGED = Duration.ofSeconds(25);
    private static final Duration TIME = Duration.ofSeconds(6);
    private static final int PER_SECOND = 600;
    private static final String OFFICE = "127.0.0.81";
    private static final String CALLER = "127.0.0.82";
    private static final String NEXT_CALLER = "127.0.0.83";
    private static final String SIPP = "127.0.0.86";
    private static final String ASKER = "127.0.0.87";
    private static final String REGISTRANT = "127.0.0.88";
    private static final long MOST_GROWTH = 16L << 20;

    @Test
    void theFloodsAreBannedWhileAgentsAreCalled() {
        var conf = ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS).agents(2);
        try (var loopback = Loopback.start("flood-ban", conf, AttackTest.GIVEN)) {
            var strowger = loopback.strowger();
            var sip = strowger.sip();
            try (var agent = Phone.of("1001", "demo-1001", OFFICE, sip);
                    var colleague = Phone.of("1002", "demo-1002", OFFICE, sip);
                    var caller = Phone.anonymous("5551001", CALLER, sip);
                    var next = Phone.anonymous("5551002", NEXT_CALLER, sip)) {
                var talk = QueueTalk.begin(strowger, agent, caller);
                colleague.answering(Answering.afterMillis(0)).register();
                strowger.awaitAgents(1, "ready", SOON);
                long heap = strowger.heapAfterGc();

                var before = talk.exchanged();
                flooded(loopback, () -> isCalled(next, colleague));

                talk.wentOnSince(before);
                talk.end();
                assertTrue(strowger.heapAfterGc() - heap < MOST_GROWTH, "the heap stays");
                long resident = strowger.peakResident();
                assertTrue(resident < AttackTest.MOST_RESIDENT, () -> "resident " + resident);
            }
            strowger.awaitAtRest(Loopback.AT_REST);
            assertEquals(0, strowger.count("counter.sip.internal_error"));
        }
    }

    private static void flooded(Loopback loopback, BooleanSupplier meanwhile) {
        var strowger = loopback.strowger();
        var sip = strowger.sip();
        var sipp =
                Sipp.scenario("uac-4001-hangup-after-ack", loopback.folder("flood"))
                        .to(sip)
                        .from(SIPP)
                        .value("number", "4001")
                        .value("caller", "5551003")
                        .rate(PER_SECOND)
                        .limit(TIME);
        try (var threads = Executors.newFixedThreadPool(2);
                var _ = sipp.start()) {
            var others =
                    List.of(
                            flood(threads, Barrages.requests(sip, "OPTIONS", "4001", 1), ASKER),
                            flood(
                                    threads,
                                    Barrages.requests(sip, "REGISTER", "1001", 2),
                                    REGISTRANT));
            awaitBanned(strowger);
            strowger.await(meanwhile, JUDGED, () -> "a new call: " + strowger.counts());
            others.forEach(CompletableFuture::join);
        }
        assertTrue(strowger.count("counter.sip.source_limit_options") >= 500);
        assertTrue(strowger.count("counter.sip.source_limit_register") >= 500);
    }

    /** The port of SIPp has calls that are served: it is limited only. */
    private static void awaitBanned(SwitchProcess strowger) {
        strowger.await(
                () -> strowger.bans().containsAll(List.of(ASKER, REGISTRANT)),
                JUDGED,
                () -> "all banned: " + strowger.bans());
        strowger.await(
                () -> strowger.count("counter.sip.source_limit_invite") >= 500,
                JUDGED,
                () -> "too many INVITEs: " + strowger.counts());
    }

    /**
     * A new caller is given to the agent who is ready, and hears him. What of the floods came
     * before the bans may be overload for a moment: 503, come again.
     */
    private static boolean isCalled(Phone caller, Phone colleague) {
        var call = caller.dial("4002");
        try {
            call.awaitAnswer(SOON);
        } catch (NotInTimeException refused) {
            return false;
        }
        var taken = colleague.awaitCall(SOON);
        taken.audio().say(440);
        call.awaitTone(440, SOON);
        call.hangUp();
        taken.awaitEnd(SOON);
        return true;
    }

    private static CompletableFuture<Void> flood(Executor threads, Barrage barrage, String source) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        Flood.run(barrage, InetAddress.ofLiteral(source), PER_SECOND, TIME);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                threads);
    }
}
