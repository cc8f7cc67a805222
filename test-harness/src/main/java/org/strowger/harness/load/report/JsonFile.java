package org.strowger.harness.load.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A record as a file of JSON, a member a line. */
public final class JsonFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonFile() {}

    /**
     * Writes {@code file}; who reads at the same time sees the old one or the new one, never half
     * of one.
     *
     * @return the file
     */
    public static Path write(Object value, Path file) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, JSON.writeValueAsBytes(value));
        return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
