package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.strowger.base.ConfigException;
import org.strowger.server.conf.ConfReader;

class FileLimitTest {

    @Test
    void namesBothFiguresWhenTheProcessMayOpenTooFew() {
        var conf = ConfReader.read(Path.of("../../conf"));
        assertDoesNotThrow(() -> FileLimit.check(conf, 10_000));
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> FileLimit.check(conf, 9_999))
                                .getMessage());
        assertTrue(message.contains("10000") && message.contains("9999"), message);
        assertTrue(message.matches(".*strowger.yaml:\\d+:\\d+: .*"), message);
    }
}
