package org.strowger.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The file {@code control.json} in the data folder: where the door is and the token that opens it.
 * Only its owner may read it, so whoever may read the data may also ask the switch.
 *
 * @param address for example {@code http://127.0.0.1:8080}
 * @param token what to send as {@code Authorization: Bearer}
 * @param instance names this run of the switch, no secret: who answers {@code health/live} with
 *     another one is not to be shown the token. Empty when a switch of before it had one wrote the
 *     file
 */
public record ControlFile(String address, String token, String instance) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** Where it lies. */
    public static Path in(Path dataDir) {
        return dataDir.resolve("control.json");
    }

    /**
     * Reads it.
     *
     * @return empty when no switch ever ran on this folder
     * @throws IOException when it cannot be read, or is not what a switch wrote
     */
    public static Optional<ControlFile> read(Path dataDir) throws IOException {
        try {
            var json = MAPPER.readTree(Files.readString(in(dataDir)));
            return Optional.of(
                    new ControlFile(
                            text(json, "address"),
                            text(json, "token"),
                            json.path("instance").asString("")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            // Without the cause: its text may hold the token.
            throw new IOException(
                    in(dataDir) + " is damaged; remove it, and the next start writes a new one");
        }
    }

    private static String text(JsonNode json, String key) {
        var value = json.path(key);
        if (!value.isString() || value.asString().isEmpty()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value.asString();
    }

    /** Writes it in one step: a reader sees the old file or the new one, and nobody else's eyes. */
    void write(Path dataDir) throws IOException {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("address", address);
        json.put("token", token);
        json.put("instance", instance);
        var fresh = Files.createTempFile(dataDir, "control", ".new", ownerOnly());
        try {
            Files.writeString(
                    fresh,
                    json.toPrettyString() + "\n",
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(
                    fresh,
                    in(dataDir),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(
                Set.copyOf(PosixFilePermissions.fromString("rw-------")));
    }

    /** Never the token: this ends in logs. */
    @Override
    public String toString() {
        return "control door at " + address;
    }
}
