package org.strowger.server.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.ConfigException;
import org.strowger.call.Destination;
import org.strowger.call.Destination.Kind;
import org.strowger.call.DtmfMode;
import org.strowger.call.DtmfModes;
import org.strowger.call.KeyCodes;
import org.strowger.call.SrtpMode;
import org.strowger.call.SrtpRules;
import org.strowger.call.UserRights;

/** Feature codes, ring groups, pick-up groups and classes of service in the files. */
class FeatureConfTest {

    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void copyTheDefault() throws IOException {
        ConfReaderTest.copyTheDefault(folder);
    }

    @Test
    void readsAPlaceToPark() {
        var numbers = ConfReader.read(folder).numbers();
        var park = Objects.requireNonNull(numbers.agentsOnly().get("700"));
        assertEquals(new KeyCodes("##", "*2"), numbers.keys());
        assertEquals(60, park.options().seconds());
        assertEquals(20, park.slots().size());
        assertEquals("701", park.slots().getFirst());
        assertEquals("720", park.slots().getLast());
    }

    @Test
    void readsARingGroup() throws IOException {
        replace("numbers", "{queue: support}", "{ring: [\"1002\", \"1001\"], order: serial}");
        var ring =
                Objects.requireNonNull(ConfReader.read(folder).numbers().everybody().get("4002"));
        assertEquals(
                new SwitchConf.Options(List.of("1002", "1001"), true, 20, 0, Kind.INTERNAL),
                ring.options());
    }

    @Test
    void readsWhoseTonesArePlayedAndHowKeysComeAndGo() throws IOException {
        assertEquals(SwitchConf.Sound.USUAL, ConfReader.read(folder).sound());
        replace("strowger", "# tones: itu", "tones: gb");
        replace("agents", "pick-up: [team]", "dtmf: inband");
        replace("trunks", "port: 5070", "port: 5070\n    dtmf: info");
        var modes = new DtmfModes(Map.of("1001", DtmfMode.INBAND), Map.of("peer", DtmfMode.INFO));
        assertEquals(new SwitchConf.Sound("gb", modes), ConfReader.read(folder).sound());
    }

    @Test
    void readsWhoseVoiceIsEncrypted() throws IOException {
        replace("strowger", "# srtp: off", "srtp: preferred");
        replace("strowger", "# sdes-over: tls", "sdes-over: any");
        replace("agents", "pick-up: [team]", "srtp: required");
        replace("trunks", "port: 5070", "port: 5070\n    srtp: off");
        assertEquals(
                new SrtpRules(
                        SrtpMode.PREFERRED,
                        Map.of("1001", SrtpMode.REQUIRED),
                        Map.of("peer", SrtpMode.OFF),
                        true),
                ConfReader.read(folder).sound().srtp());
    }

    @Test
    void readsClassesAndWhatTheyMayDial() throws IOException {
        replace(
                "agents",
                "agents:",
                "classes: {office: {kinds: [national], calls: 4, costly-calls: 1}}\nagents:");
        replace("agents", "pick-up: [team]", "class: office");
        var rule = "{match: \"0(\\\\d+)\", trunk: peer, kind: national, to: \"+49$1\"}";
        replace("numbers", "agents-only:", "outside: [" + rule + "]\nagents-only:");
        var conf = ConfReader.read(folder);
        assertEquals(
                new UserRights(Set.of(), Set.of(Kind.NATIONAL), 4, 1, false),
                conf.agents().getFirst().rights());
        assertEquals(Set.of("team"), conf.agents().getLast().rights().pickUpGroups());
        var national = conf.numbers().outside().getFirst();
        assertEquals(Kind.NATIONAL, national.kind());
        assertEquals("+4930", national.numbers().rewritten("030"));
    }

    @Test
    void readsWhoSupervisesAndWhetherThatIsHeard() throws IOException {
        assertFalse(ConfReader.read(folder).numbers().supervisionBeep());
        replace("agents", "agents:", "classes: {lead: {supervises: true}}\nagents:");
        replace("agents", "pick-up: [team]", "class: lead");
        replace("numbers", "{beep: false}", "{beep: true}");
        var conf = ConfReader.read(folder);
        assertTrue(conf.numbers().supervisionBeep());
        var supervises =
                conf.agents().stream().filter(agent -> agent.rights().supervises()).count();
        assertEquals(1, supervises);
    }

    @Test
    void readsConferencesAndKeepsTheirPins() throws IOException {
        assertEquals(List.of(), ConfReader.read(folder).numbers().conferences());
        replace(
                "numbers",
                "agents-only:",
                "conferences: [{number: \"4100\", first-moderates: true}, {number: \"4101\","
                        + " pin: \"24680\", moderator-pin: \"975310\", most: 50, public: true}]"
                        + "\nagents-only:");
        var conf = ConfReader.read(folder);
        var team = conf.numbers().conferences().getFirst();
        var open = conf.numbers().conferences().getLast();
        assertEquals(new Destination.Conference("4100", "", "", true, 10), team.destination());
        assertFalse(team.open());
        assertEquals(
                new Destination.Conference("4101", "24680", "975310", false, 50),
                open.destination());
        assertTrue(open.open());
        assertFalse((conf.numbers() + " " + open.destination()).matches(".*(24680|975310).*"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "number: |4100|, public: true; needs a pin",
                "number: |4000|; a number of its own already",
                "number: |1001|; a number of its own already",
                "number: |701|; a number of its own already",
                "number: |4100|, pin: |123|; pin",
                "number: |4100|, moderator-pin: |1234|; needs another pin",
                "number: |4100|, pin: |1234|, moderator-pin: |1234|; needs another pin",
                "number: |4100|, most: 2; most",
                "number: |4100|, most: 51; most",
            })
    void aConferenceThatCannotBeIsRefused(String text, String why) throws IOException {
        var yaml = text.replace('|', '"');
        replace("numbers", "agents-only:", "conferences: [{" + yaml + "}]\nagents-only:");
        var wrong = assertThrows(ConfigException.class, () -> ConfReader.read(folder));
        assertTrue(String.valueOf(wrong.getMessage()).contains(why), wrong::getMessage);
    }

    /** Nobody telephones for nothing because a word was forgotten. */
    @Test
    void aNumberThroughATrunkCostsWhatIsSaidOrElseIsNational() throws IOException {
        assertEquals(Kind.INTERNAL, cost("4003"));
        assertEquals(List.of(), ConfReader.read(folder).notes().warnings());
        replace("numbers", "{trunk: peer, kind: internal}", "{trunk: peer}");
        assertEquals(Kind.NATIONAL, cost("4003"));
        var warning = ConfReader.read(folder).notes().warnings().getFirst();
        assertTrue(
                warning.matches(
                        ".*numbers.yaml:\\d+:\\d+: no agent's class allows 4003, whose kind is national: .*"),
                warning);
        replace("numbers", "{trunk: peer}", "{trunk: peer, kind: premium}");
        assertEquals(Kind.PREMIUM, cost("4003"));
    }

    private Kind cost(String number) {
        var numbers = ConfReader.read(folder).numbers().everybody();
        return Objects.requireNonNull(numbers.get(number)).options().cost();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numbers | slots: 20 | slots: 400 | /agents-only/700",
                "numbers | kind: internal | kind: cheap | /public/4003",
                "numbers | {echo: true} | {echo: true, kind: national} | /public/4004",
                "numbers | \"700\" | \"*7\" | a number for parking has 1 to 8 digits",
                "numbers | \"700\" | \"1000\" | slot 1001 is a number of its own",
                "numbers | queue: support | ring: [\"1009\"] | there is no agent \"1009\"",
                "numbers | echo: true | feature: pick-up | agents-only",
                "numbers | transfer: \"##\" | transfer: \"*23\" | neither code may begin with the other",
                "agents | pick-up: [team] | class: office | there is no class \"office\""
            })
    void namesWhatIsWrong(String file, String good, String bad, String problem) throws IOException {
        replace(file, good, bad);
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> ConfReader.read(folder))
                                .getMessage());
        assertTrue(message.contains(problem), message);
        assertTrue(message.matches("(?s).*\\.yaml:\\d+:\\d+: .*"), message);
    }

    private void replace(String file, String good, String bad) throws IOException {
        ConfReaderTest.replace(folder, file, good, bad);
    }
}
