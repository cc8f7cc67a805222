package org.strowger.harness.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.strowger.harness.process.Folders;
import org.strowger.harness.process.ProjectFolder;

/** Scripts of a test beside those of the project. */
final class ScriptFolders {

    private ScriptFolders() {}

    /**
     * A copy of the project's scripts and prompts, and more.
     *
     * @param name of the folder
     * @param more the texts of scripts, by name without .yaml
     */
    static Path with(String name, Map<String, String> more) {
        var scripts = Path.of("target", "loopback", name + "-scripts").toAbsolutePath();
        Folders.delete(scripts);
        try {
            Files.createDirectories(scripts.getParent());
            copy(ProjectFolder.find().resolve("ivr-scripts"), scripts);
            for (var script : more.entrySet()) {
                Files.writeString(scripts.resolve(script.getKey() + ".yaml"), script.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scripts;
    }

    private static void copy(Path folder, Path to) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.toList()) {
                Files.copy(each, to.resolve(folder.relativize(each).toString()));
            }
        }
    }
}
