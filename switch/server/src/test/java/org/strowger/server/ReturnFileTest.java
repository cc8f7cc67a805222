package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.call.Returns;

class ReturnFileTest {

    private static final Returns.Wait LEFT = new Returns.Wait("support", "5551001", 5, 6);

    @TempDir private Path data = Path.of("");

    @Test
    void whoLeftIsRememberedAfterARestartAndWhatIsUsedUpIsNot() throws IOException {
        try (var file = ReturnFile.open(data)) {
            file.set("support/5551001", LEFT);
            file.set("support/5551002", LEFT);
            file.set("support/5551002", Returns.Wait.NONE);
        }
        try (var file = ReturnFile.open(data)) {
            assertEquals(Map.of("support/5551001", LEFT), file.file().kept());
        }
    }

    @Test
    void damagedLinesArePassedOver() throws IOException {
        Files.writeString(data.resolve("returns"), "a\tsupport\t5551001\t5\nb\ts\tn\tx\t6\n");
        try (var file = ReturnFile.open(data)) {
            assertEquals(Map.of(), file.file().kept());
        }
    }
}
