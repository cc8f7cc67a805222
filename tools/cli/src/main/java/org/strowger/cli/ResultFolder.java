package org.strowger.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Where the commands of the load laboratory leave their results. */
final class ResultFolder {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private ResultFolder() {}

    /**
     * The folder that was asked for, or else a new one, {@code load/TIME-NAME}.
     *
     * @param asked null for none
     */
    static Path of(@Nullable Path asked, String name) {
        var folder =
                asked == null ? Path.of("load", TIME.format(Instant.now()) + '-' + name) : asked;
        return folder.toAbsolutePath().normalize();
    }
}
