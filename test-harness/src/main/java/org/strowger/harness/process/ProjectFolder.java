package org.strowger.harness.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies, for its scripts and prompts. */
public final class ProjectFolder {

    /** A system property that names it; without it, it is looked for upwards from here. */
    public static final String PROPERTY = "strowger.home";

    private ProjectFolder() {}

    /**
     * The folder that has {@code ivr-scripts}, or whatever the property says.
     *
     * @throws IllegalStateException if there is none
     */
    public static Path find() {
        var given = System.getProperty(PROPERTY);
        if (given != null) {
            return Path.of(given).toAbsolutePath();
        }
        var here = Path.of("").toAbsolutePath();
        for (var folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("ivr-scripts"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no folder from " + here + " upwards has ivr-scripts; set -D" + PROPERTY);
    }
}
