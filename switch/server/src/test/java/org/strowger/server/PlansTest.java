package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.ConfigException;
import org.strowger.call.Destination;
import org.strowger.media.Prompts;
import org.strowger.server.conf.ConfReader;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Caller;

class PlansTest {

    private final Plans plans = Plans.of(ConfReader.read(Path.of("../../conf")));

    @Test
    void leadsEveryNumberOfTheDefaultSomewhere() {
        var everybody = new Caller.Trunk("peer");
        for (var number : new String[] {"4000", "4001", "4002", "4004"}) {
            assertInstanceOf(
                    Destination.RunScript.class,
                    plans.numbers().find(number, everybody).orElseThrow());
        }
        assertEquals(
                new Destination.ThroughTrunk("peer", "4003"),
                plans.numbers().find("4003", everybody).orElseThrow());
        assertTrue(plans.numbers().find("1001", everybody).isEmpty());
        assertEquals(
                new Destination.RingUser("1001"),
                plans.numbers().find("1001", new Caller.User("1002")).orElseThrow());
    }

    @Test
    void hasASoundForEveryFeatureCode() {
        var prompts = Prompts.load(Path.of("../../ivr-scripts/prompts"));
        for (var code : new String[] {"*11", "*12", "*13", "*14"}) {
            var destination = plans.numbers().find(code, new Caller.User("1001")).orElseThrow();
            var feature = assertInstanceOf(Destination.AgentFeature.class, destination);
            assertTrue(prompts.ids().contains("en/" + feature.confirmation().name()), code);
        }
    }

    @Test
    void leadsWhatUsersDialForThemselvesSomewhere() {
        var user = new Caller.User("1001");
        var prompts = Prompts.load(Path.of("../../ivr-scripts/prompts"));
        for (var code : new String[] {"*78", "*79", "*721002", "*73", "*901002", "*921002"}) {
            var set =
                    assertInstanceOf(
                            Destination.SetUser.class,
                            plans.numbers().find(code, user).orElseThrow());
            assertTrue(prompts.ids().contains("en/" + set.confirmation().name()), code);
        }
        assertEquals(
                new Destination.PickUp("1002"), plans.numbers().find("*81002", user).orElseThrow());
        assertEquals(
                new Destination.ParkSlot("701", 60_000_000),
                plans.numbers().find("701", user).orElseThrow());
        assertTrue(plans.numbers().find("721", user).isEmpty());
        assertTrue(plans.numbers().find("*78", new Caller.Trunk("peer")).isEmpty());
        assertTrue(plans.numbers().find("701", new Caller.Anonymous()).isEmpty());
    }

    @Test
    void givesTheDistributorQueuesAndAgentsInTheOrderOfTheFiles() {
        var ids = plans.acd().agents().stream().map(agent -> agent.id().value()).toList();
        assertEquals(List.of("1001", "1002", "1003"), ids);
        assertEquals(2_000_000, plans.acd().queues().getFirst().wrapUpMicros());
    }

    @Test
    void namesWhatTheScriptsFolderLacks(@TempDir Path empty) throws IOException {
        var conf = ConfReader.read(Path.of("../../conf"));
        assertWrong(in(conf, empty.resolve("none")), "strowger.yaml:\\d+:\\d+: there is no folder");
        Files.createDirectory(empty.resolve("prompts"));
        var nothing = in(conf, empty);
        assertWrong(nothing, "numbers.yaml:\\d+:\\d+: there is no script \"hotline\"");
        assertWrong(nothing, "numbers.yaml:\\d+:\\d+: feature log-in needs .* en/logged-in.wav");
        assertWrong(nothing, "prompts/music: callers in a queue need music");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void aScriptMayLeadIntoAConference(@TempDir Path folder) throws IOException {
        copy(Path.of("../../conf"), folder.resolve("conf"));
        var scripts = folder.resolve("ivr-scripts");
        copy(Path.of("../../ivr-scripts"), scripts);
        Files.writeString(
                scripts.resolve("meeting.yaml"),
                """
                language: en
                start: in
                nodes:
                  in:
                    transfer: {number: "4100", on-failure: bye}
                  bye:
                    hang-up: true
                """);
        assertWrong(ConfReader.read(folder.resolve("conf")), "meeting.yaml:5:\\d+: .*4100");
        var numbers = folder.resolve("conf").resolve("numbers.yaml");
        Files.writeString(
                numbers, Files.readString(numbers) + "\nconferences: [{number: \"4100\"}]\n");
        var read = Plans.of(ConfReader.read(folder.resolve("conf")));
        assertInstanceOf(Destination.Conference.class, read.numbers().find("4100").orElseThrow());
    }

    private static SwitchConf in(SwitchConf conf, Path scripts) {
        return new SwitchConf(
                conf.node(),
                scripts,
                conf.sip(),
                conf.rtp(),
                conf.control(),
                conf.hep(),
                conf.limits(),
                conf.agents(),
                conf.queues(),
                conf.order(),
                conf.trunks(),
                conf.numbers(),
                conf.guard(),
                conf.sound(),
                conf.recordings(),
                conf.notes());
    }

    private static void assertWrong(SwitchConf conf, String pattern) {
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> Plans.of(conf)).getMessage());
        assertTrue(message.matches("(?s).*" + pattern + ".*"), message);
    }
}
