package org.strowger.harness.load.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.process.Ports;
import org.xml.sax.InputSource;

class CallerPlanTest {

    private static final TalkTime TALK = TalkTime.parse("uniform:1s-5s");
    private static final InetSocketAddress SWITCH = Ports.at(6_000);

    @Test
    void theSameSeedGivesTheSameRowsAndEachCallerHasItsNumber() {
        var rows = CallerRows.callers(2_000_000_000L, 100, TALK, 7, List.of());

        assertEquals(rows, CallerRows.callers(2_000_000_000L, 100, TALK, 7, List.of()));
        assertNotEquals(rows, CallerRows.callers(2_000_000_000L, 100, TALK, 8, List.of()));
        assertTrue(rows.text().startsWith("SEQUENTIAL\n2000000000;"));
        assertTrue(rows.rows().getLast().matches("2000000099;[1-5]\\d{3};[12];[12]"));
    }

    @Test
    void soundGoesToThePortsInTurn() {
        var ports = List.of(new InetSocketAddress("127.0.0.9", 40_000), SWITCH);

        var rows = CallerRows.callers(1, 3, TALK, 7, ports).rows();

        assertTrue(rows.get(0).endsWith(";127.0.0.9;40000"), rows::toString);
        assertTrue(rows.get(1).endsWith(";127.0.0.1;6000"), rows::toString);
        assertTrue(rows.get(2).endsWith(";127.0.0.9;40000"), rows::toString);
    }

    @Test
    void phonesCarryTheirKeywordWithThePassword() {
        var rows = CallerRows.phones(Map.of("100001", "secret"), TalkTime.parse("1s"), 1);

        assertEquals(
                List.of("100001;1000;[authentication username=100001 password=secret]"),
                rows.rows());
    }

    @ParameterizedTest
    @EnumSource
    void everyScenarioIsXmlAndUsesEachVariableMoreThanOnce(Manner manner) throws Exception {
        var text = Scenario.of(manner, true);

        var root =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(text)))
                        .getDocumentElement();

        assertEquals(manner.scenario(), root.getAttribute("name"));
        for (var variable : List.of("s0", "u0", "talk", "text", "s5", "after")) {
            int uses = text.split("\\b" + variable + "\\b", -1).length - 1;
            assertNotEquals(1, uses, variable + ": SIPp refuses a variable that is used once");
        }
    }

    @Test
    void theScriptCanBeRunAgainByHand() {
        var script = plan(Duration.ofSeconds(10)).script();

        assertTrue(script.contains("sipp 127.0.0.1:6000 -sf load-hangs-up.xml"), script);
        assertTrue(script.contains("-r 10 -rate_increase 10 -rate_interval 1s"), script);
        assertTrue(script.contains("-rate_max 100 -no_rate_quit"), script);
        assertFalse(plan(Duration.ZERO).script().contains("-rate_increase"));
    }

    private static CallerPlan plan(Duration ramp) {
        return new CallerPlan(
                Manner.HANGS_UP,
                Path.of("unused"),
                SWITCH,
                6_100,
                40_000,
                "4001",
                CallerRows.callers(1, 10, TALK, 1, List.of()),
                false,
                10,
                100,
                ramp,
                Duration.ofSeconds(60),
                List.of());
    }
}
