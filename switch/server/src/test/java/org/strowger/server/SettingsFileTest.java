package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.call.UserSettings;

class SettingsFileTest {

    private static final UserSettings FORWARDED =
            new UserSettings(false, "4002", "1002", "4003", 15);
    private static final UserSettings QUIET = new UserSettings(true, "", "", "", 20);

    @TempDir private Path data = Path.of("");

    @Test
    void whatWasSetIsThereAfterARestart() throws IOException {
        try (var file = SettingsFile.open(data)) {
            assertEquals(Map.of(), file.kept());
            file.set("1001", QUIET);
            file.set("1002", QUIET);
            file.set("1002", FORWARDED);
            file.set("1001", UserSettings.NONE);
        }
        try (var file = SettingsFile.open(data)) {
            assertEquals(Map.of("1002", FORWARDED), file.kept());
            file.set("1001", QUIET);
        }
        try (var file = SettingsFile.open(data)) {
            assertEquals(Map.of("1001", QUIET, "1002", FORWARDED), file.kept());
        }
    }

    @Test
    void damagedLinesArePassedOver() throws IOException {
        Files.writeString(
                data.resolve("settings"),
                "1001\tnot-disturbed\t\t\t\t20\nhalf\tnot-dist\n1002\t-\t\t\t\tx\n");
        try (var file = SettingsFile.open(data)) {
            assertEquals(Map.of("1001", QUIET), file.kept());
        }
    }
}
