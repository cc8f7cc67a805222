package org.strowger.harness.load.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.strowger.harness.load.result.Result;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code summary.json}: a result as a file. Fields are those of the records in load.result. */
public final class ResultFile {

    /** Its name in a result folder. */
    public static final String FILE = "summary.json";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private ResultFile() {}

    /**
     * Writes {@link #FILE} into {@code folder}; who reads at the same time sees the old one or the
     * new one, never half of one.
     *
     * @return the file
     * @throws UncheckedIOException when it cannot be written
     */
    public static Path write(Result result, Path folder) {
        var file = folder.resolve(FILE);
        try {
            return JsonFile.write(result, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the result of a folder, or the file itself.
     *
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when it is no result, or one of another format
     */
    public static Result read(Path folderOrFile) {
        var file = Files.isDirectory(folderOrFile) ? folderOrFile.resolve(FILE) : folderOrFile;
        try {
            return parse(file, JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + " is no result of a load run: " + e.getOriginalMessage(), e);
        }
    }

    private static Result parse(Path file, JsonNode json) {
        var format = json.path("format");
        if (!format.isInt()) {
            throw new IllegalArgumentException(file + " is no result of a load run: no format");
        }
        if (format.intValue() != Result.FORMAT) {
            throw new IllegalArgumentException(
                    "%s has format %d; this version reads format %d"
                            .formatted(file, format.intValue(), Result.FORMAT));
        }
        return JSON.treeToValue(json, Result.class);
    }
}
