package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.Bounded;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;

/**
 * SIPVicious, which scans half of the world's telephone switches: it learns nothing, and a
 * registered agent talks on meanwhile. Its svmap has an address of its own here, which is banned;
 * the other two take that of the trunk, where scanners are not heard but nobody is banned.
 */
@Tag("loopback")
class SipviciousTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String OFFICE = "127.0.0.51";

    private static final String CALLER = "127.0.0.52";
    private static final String MAPPER = "127.0.0.76";

    @Test
    void theScannerLearnsNothingAndIsBannedWhileAnAgentTalks() {
        var conf = ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS).agents(1);
        try (var loopback = Loopback.start("sipvicious", conf)) {
            var strowger = loopback.strowger();
            try (var agent = Phone.of("1001", "demo-1001", OFFICE, strowger.sip());
                    var caller = Phone.anonymous("5551001", CALLER, strowger.sip())) {
                var talk = QueueTalk.begin(strowger, agent, caller);

                var map = run(loopback, "svmap", List.of("-b", MAPPER));
                var numbers = run(loopback, "svwar", List.of("-e", "1000-1010", "--force"));
                var password = run(loopback, "svcrack", List.of("-u", "1001", "-r", "1-9"));

                assertTrue(map.contains("found nothing"), map);
                assertTrue(numbers.contains("found nothing"), numbers);
                assertTrue(password.contains("found nothing"), password);
                assertTrue(strowger.count("counter.sip.scanner") >= 3);
                assertEquals(List.of(MAPPER), strowger.bans());
                talk.end();
            }
            strowger.awaitAtRest(Loopback.AT_REST);
        }
    }

    private static String run(Loopback loopback, String program, List<String> options) {
        int port = loopback.strowger().conf().sipPort();
        var command = new ArrayList<>(List.of(program, "-p", String.valueOf(port)));
        command.addAll(List.of("-P", String.valueOf(Ports.free())));
        command.addAll(options);
        command.add("127.0.0.1");
        var folder = loopback.folder(program);
        try (var process = Bounded.start(command, folder, folder.resolve("log"), LIMIT)) {
            process.await();
            return process.output();
        }
    }
}
