package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.call.Callback;
import org.strowger.ivr.QueueRequest;

class CallbackFileTest {

    private static final QueueRequest ASKED =
            new QueueRequest(7, "tax >= 5 and (zh or en)", "value", "1002", 20_000_000);

    private static Callback callback(String dialled) {
        return new Callback("support", "n1-5f-7", "0305551001", dialled, "zh", ASKED, 5, 6, 7, 1);
    }

    @TempDir private Path data = Path.of("");

    @Test
    void whatIsBookedIsThereAfterARestart() throws IOException {
        var booked = callback("4000");
        try (var file = CallbackFile.open(data)) {
            file.set(booked.key(), booked);
            file.set("sales/1", callback("4001"));
            file.set("sales/1", Callback.NONE);
        }
        try (var file = CallbackFile.open(data)) {
            assertEquals(Map.of(booked.key(), booked), file.file().kept());
        }
    }

    @Test
    void aNumberThatWasDialledWithALineEndInItDamagesNothing() throws IOException {
        try (var file = CallbackFile.open(data)) {
            file.set("a", callback("40\n00\tx"));
        }
        try (var file = CallbackFile.open(data)) {
            assertEquals(Map.of("a", callback("40 00 x")), file.file().kept());
        }
    }

    @Test
    void damagedLinesArePassedOver() throws IOException {
        Files.writeString(
                data.resolve("callbacks"),
                "a\tsupport\nb\ts\to\t1\t2\ten\tx\t\t\t\t0\t1\t2\t3\t0\n");
        try (var file = CallbackFile.open(data)) {
            assertEquals(Map.of(), file.file().kept());
        }
    }
}
