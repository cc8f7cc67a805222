package org.strowger.server.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.sip.guard.Beginning;
import org.strowger.sip.guard.GuardSettings;
import org.strowger.sip.guard.Network;
import org.strowger.sip.guard.Networks;
import org.strowger.sip.guard.Offence;

/** What strowger.yaml says of the guard. */
class GuardConfTest {

    @TempDir Path folder;

    @BeforeEach
    void copyTheDefault() throws IOException {
        ConfReaderTest.copyTheDefault(folder);
    }

    @Test
    void theGuardSparesTrunksUnlessItIsToldOtherwise() throws IOException {
        var usual = ConfReader.read(folder).guard();
        assertEquals(
                List.of(Network.parse("127.0.0.1")), usual.networks().allowed(), "the trunk's");
        var none = new Networks(List.of(), List.of());
        assertEquals(GuardSettings.DEFAULT.with(none).toString(), usual.with(none).toString());
        ConfReaderTest.replace(
                folder,
                "strowger",
                "# guard:",
                "guard: {enabled: false, allow: [192.0.2.0/24], deny: [\"::/0\"], window-s: 7,"
                        + " invites-per-s: 8, wrong-passwords: 0, strays: 9, scanners: [Sipsak],"
                        + " ban-s: 10, longest-ban-s: 11}");
        var guard = ConfReader.read(folder).guard();
        assertFalse(guard.enabled());
        assertEquals(2, guard.networks().allowed().size());
        assertEquals(List.of(Network.parse("::/0")), guard.networks().denied());
        assertEquals(8, guard.perSecond().get(Beginning.INVITE));
        assertEquals(100, guard.perSecond().get(Beginning.REGISTER));
        assertFalse(guard.offences().containsKey(Offence.WRONG_PASSWORD));
        assertEquals(9, guard.offences().get(Offence.STRAY));
        assertEquals(List.of("sipsak"), guard.scanners());
        assertEquals(
                List.of(7L, 10L, 11L),
                List.of(
                        guard.window().toSeconds(),
                        guard.firstBan().toSeconds(),
                        guard.longestBan().toSeconds()));
    }

    @Test
    void theCommentsOfTheGuardAreItsDefaults() throws IOException {
        var file = folder.resolve("strowger.yaml");
        var text = Files.readString(file);
        int at = text.indexOf("# guard:");
        var keys =
                text.substring(at, text.indexOf("\n\n", at) + 1)
                        .replaceFirst("# guard:", "guard:")
                        .replaceAll("(?m)^  # ([a-z-]+: \\S+|scanners: .*)$", "  $1");
        Files.writeString(file, text.substring(0, at) + keys);
        var guard = ConfReader.read(folder).guard();
        assertTrue(keys.lines().filter(line -> line.matches("  [a-z-]+: .*")).count() > 15, keys);
        var usual = GuardSettings.DEFAULT.with(guard.networks());
        assertEquals(usual.perSecond(), guard.perSecond());
        assertEquals(usual.offences(), guard.offences());
        assertEquals(usual.scanners(), guard.scanners());
        assertEquals(
                List.of(usual.window(), usual.firstBan(), usual.longestBan()),
                List.of(guard.window(), guard.firstBan(), guard.longestBan()));
    }
}
