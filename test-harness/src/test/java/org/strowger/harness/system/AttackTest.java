package org.strowger.harness.system;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.flood.Barrage;
import org.strowger.harness.flood.Barrages;
import org.strowger.harness.flood.Flood;
import org.strowger.harness.flood.FloodResult;
import org.strowger.harness.phone.NotInTimeException;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/**
 * Attackers at addresses of their own, and one behind the address of an agent: each is banned,
 * while the agent's call goes on and somebody at another address is served. None of the addresses
 * is the trunk's, which is never banned.
 */
@Tag("loopback")
class AttackTest {

    private static final Duration SOON = Loopback.SOON;
    private static final Duration TIME = Duration.ofSeconds(8);
    private static final Duration JUDGED = Duration.ofSeconds(25);
    private static final String OFFICE = "127.0.0.41";
    private static final String CALLER = "127.0.0.42";
    private static final String NEXT_CALLER = "127.0.0.43";
    private static final String SCANNER = "127.0.0.66";
    private static final String FLOODER = "127.0.0.67";
    private static final String GUESSER = "127.0.0.68";
    private static final String BABBLER = "127.0.0.69";
    private static final long MIB = 1L << 20;
    private static final long MOST_GROWTH = 16 * MIB;

    /** For the JVM of a switch whose memory is looked at. */
    static final List<String> GIVEN =
            List.of("-Xms192m", "-Xmx192m", "-XX:MaxDirectMemorySize=64m");

    /** What it was given, and room for code, classes and threads, which no message makes more. */
    static final long MOST_RESIDENT = (192 + 64 + 256) * MIB;

    @Test
    void whoScansFloodsAndGuessesIsBannedAndEverybodyElseIsServed() {
        var conf = ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS).agents(2);
        try (var loopback = Loopback.start("attack", conf, GIVEN)) {
            var strowger = loopback.strowger();
            var sip = strowger.sip();
            try (var agent = Phone.of("1001", "demo-1001", OFFICE, sip);
                    var mistyped = Phone.of("1002", "demo-1003", OFFICE, sip);
                    var caller = Phone.anonymous("5551001", CALLER, sip)) {
                var talk = QueueTalk.begin(strowger, agent, caller);
                long heap = strowger.heapAfterGc();
                var before = talk.exchanged();

                long peak = attacked(strowger);

                talk.wentOnSince(before);
                memoryStayed(strowger, peak - heap);
                assertEquals(401, mistyped.tryRegister(SOON).answer().status());
                agent.register();
                talk.end();
                strowger.awaitAgents(1, "ready", SOON);
            }
            strowger.awaitAtRest(Loopback.AT_REST);
            assertEquals(0, strowger.count("counter.sip.internal_error"));
            long lines = strowger.log().lines().filter(line -> line.contains("banned")).count();
            assertTrue(lines >= 5 && lines < 30, () -> lines + " lines of bans in the log");
        }
    }

    private static void memoryStayed(SwitchProcess strowger, long growth) {
        long resident = strowger.peakResident();
        System.out.printf(
                "figure: under attack: %.1f MB of live heap more than before, at most %d MB of memory%n",
                1e-6 * growth, resident / 1_000_000);
        assertTrue(growth < MOST_GROWTH, () -> "live heap grew by " + growth);
        assertTrue(resident < MOST_RESIDENT, () -> "resident " + resident);
        assertFalse(strowger.log().contains("OutOfMemoryError"), strowger::log);
    }

    /** All at once; gives the most octets that lived meanwhile. */
    private static long attacked(SwitchProcess strowger) {
        long peak;
        var sip = strowger.sip();
        try (var threads = Executors.newFixedThreadPool(6)) {
            var attacks =
                    List.of(
                            flood(threads, Barrages.scan(sip, 1), SCANNER, 200),
                            flood(threads, Barrages.invites(sip, "4001", 2), FLOODER, 600),
                            flood(threads, Barrages.registrations(sip, "1001", 3), GUESSER, 50),
                            flood(threads, Barrages.garbage(sip, 4), BABBLER, 300),
                            flood(threads, Barrages.registrations(sip, "1002", 5), OFFICE, 50));
            var heap = supplyAsync(() -> peak(strowger, attacks), threads);
            strowger.await(
                    () -> strowger.bans().size() >= attacks.size(),
                    JUDGED,
                    () -> "all banned: " + strowger.bans());
            for (int i = 0; i < 3; i++) {
                strowger.await(() -> isServed(sip), JUDGED, () -> "a caller: " + strowger.counts());
            }
            var results = new ArrayList<FloodResult>();
            attacks.forEach(attack -> results.add(attack.join()));
            assertEquals(List.of(), List.copyOf(results.getFirst().answers().keySet()));
            peak = heap.join();
        }
        bannedAll(strowger);
        return peak;
    }

    private static void bannedAll(SwitchProcess strowger) {
        var bans = strowger.bans();
        assertTrue(bans.containsAll(List.of(SCANNER, FLOODER, GUESSER, BABBLER)), bans::toString);
        assertTrue(
                bans.stream().anyMatch(source -> source.startsWith(OFFICE + ":")), bans::toString);
        assertEquals(5, bans.size(), bans::toString);
        assertTrue(strowger.count("counter.sip.banned") > 100);
        assertTrue(strowger.count("counter.sip.source_limit_invite") >= 400);
    }

    /** The most octets that live on the heap while any of them goes on, from its beginning. */
    private static long peak(SwitchProcess strowger, List<CompletableFuture<FloodResult>> attacks) {
        var all = CompletableFuture.allOf(attacks.toArray(CompletableFuture[]::new));
        long peak = 0;
        do {
            peak = Math.max(peak, strowger.heapAfterGc());
        } while (!isOver(all));
        return peak;
    }

    /** Within two seconds: a collection takes time of the switch. */
    private static boolean isOver(CompletableFuture<Void> attacks) {
        var soon = attacks.thenApply(_ -> true).completeOnTimeout(false, 2, SECONDS);
        return soon.join();
    }

    /** What of the flood came before its ban may be overload for a moment: 503, come again. */
    private static boolean isServed(InetSocketAddress sip) {
        try (var other = Phone.anonymous("5551002", NEXT_CALLER, sip)) {
            var call = other.dial("4004");
            call.awaitAnswer(SOON);
            call.hangUp();
            return true;
        } catch (NotInTimeException refused) {
            return false;
        }
    }

    private static CompletableFuture<FloodResult> flood(
            Executor threads, Barrage barrage, String source, int perSecond) {
        return supplyAsync(
                () -> {
                    try {
                        return Flood.run(barrage, InetAddress.ofLiteral(source), perSecond, TIME);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                threads);
    }
}
