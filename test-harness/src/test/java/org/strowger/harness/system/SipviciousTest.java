package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.Bounded;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.process.SwitchProcess;

/**
 * SIPVicious, which scans half of the world's telephone switches: it learns nothing and is banned,
 * and a registered agent talks on meanwhile. The trunk, which is never banned, is elsewhere.
 */
@Tag("loopback")
class SipviciousTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String TRUNK = "127.0.0.50";
    private static final String OFFICE = "127.0.0.51";
    private static final String CALLER = "127.0.0.52";
    private static final String MAPPER = "127.0.0.76";

    /** Only svmap takes an address of its own. */
    private static final String SCANNER = "127.0.0.1";

    private static final String PASSWORD = "demo-1001";
    private static final int TRIES_BEFORE = 100;

    private static ConfFolder conf() {
        return ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS).agents(1).trunkAt(TRUNK);
    }

    @Test
    void theScannersLearnNothingAndAreBannedWhileAnAgentTalks() {
        try (var loopback = Loopback.start("sipvicious", conf(), AttackTest.GIVEN)) {
            var strowger = loopback.strowger();
            try (var agent = Phone.of("1001", PASSWORD, OFFICE, strowger.sip());
                    var caller = Phone.anonymous("5551001", CALLER, strowger.sip())) {
                var talk = QueueTalk.begin(strowger, agent, caller);
                try (var svmap = start(loopback, "svmap", List.of("-b", MAPPER));
                        var svwar =
                                start(loopback, "svwar", List.of("-e", "1000-1010", "--force"))) {
                    assertFoundNothing(svmap);
                    assertFoundNothing(svwar);
                }
                assertTrue(strowger.count("counter.sip.scanner") >= 2);
                assertEquals(Set.of(MAPPER, SCANNER), Set.copyOf(strowger.bans()));
                talk.end();
            }
            assertMemoryStayed(strowger);
            strowger.awaitAtRest(Loopback.AT_REST);
        }
    }

    /** Where its name alone is not enough, its guesses are. */
    @Test
    void whoTriesPasswordsIsBannedBeforeTheRightOne() throws IOException {
        var unnamed = conf().guard("scanners: []");
        try (var loopback = Loopback.start("svcrack", unnamed, AttackTest.GIVEN)) {
            var strowger = loopback.strowger();
            try (var svcrack = cracks(loopback)) {
                strowger.await(
                        () -> strowger.bans().equals(List.of(SCANNER)),
                        LIMIT,
                        () -> "banned: " + strowger.bans() + strowger.counts());
                assertFoundNothing(svcrack);
            }
            assertTrue(strowger.count("counter.sip.banned") > 0, "it was not heard any more");
            assertMemoryStayed(strowger);
        }
    }

    /** What shows that the list above is good: without the guard the password is found. */
    @Test
    void withoutTheGuardThePasswordIsFound() throws IOException {
        try (var loopback = Loopback.start("svcrack-unguarded", conf().unguarded());
                var svcrack = cracks(loopback)) {
            svcrack.await();
            assertTrue(svcrack.output().contains(PASSWORD), svcrack::output);
            assertFalse(svcrack.output().contains("found nothing"), svcrack::output);
            assertEquals(List.of(), loopback.strowger().bans());
        }
    }

    /** Tries wrong passwords, and at last the right one. */
    private static Bounded cracks(Loopback loopback) throws IOException {
        var words = new ArrayList<String>();
        for (int i = 0; i < TRIES_BEFORE; i++) {
            words.add("wrong-" + i);
        }
        words.add(PASSWORD);
        var list = Files.write(loopback.folder("svcrack").resolve("words"), words);
        return start(
                loopback,
                "svcrack",
                List.of("-u", "1001", "-d", list.toString(), "--maximumtime=1"));
    }

    private static void assertFoundNothing(Bounded scanner) {
        scanner.await();
        assertTrue(scanner.output().contains("found nothing"), scanner::output);
        assertFalse(scanner.output().contains(PASSWORD), scanner::output);
    }

    private static void assertMemoryStayed(SwitchProcess strowger) {
        long resident = strowger.peakResident();
        assertTrue(resident < AttackTest.MOST_RESIDENT, () -> "resident " + resident);
    }

    private static Bounded start(Loopback loopback, String program, List<String> options) {
        int port = loopback.strowger().conf().sipPort();
        var command = new ArrayList<>(List.of(program, "-p", String.valueOf(port)));
        command.addAll(List.of("-P", String.valueOf(Ports.free())));
        command.addAll(options);
        command.add("127.0.0.1");
        var folder = loopback.folder(program);
        return Bounded.start(command, folder, folder.resolve("log"), LIMIT);
    }
}
