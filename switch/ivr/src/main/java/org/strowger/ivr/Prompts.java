package org.strowger.ivr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.base.ConfigException;

/** Ids of prompts: {@code language/name}, the path of the sound below the prompts' folder. */
public final class Prompts {

    /** The caller's number, digit by digit in the call's language. */
    public static final String CALLERS_NUMBER = "say/caller";

    private static final String SOUND = ".wav";

    private Prompts() {}

    /** The id of what a script calls {@code prompt}, for a caller who hears {@code language}. */
    public static String id(String prompt, String language) {
        return prompt.indexOf('/') < 0 ? language + "/" + prompt : prompt;
    }

    /**
     * Ids of all sounds in a folder of folders, sorted: {@code en/welcome} for {@code
     * en/welcome.wav}.
     *
     * @throws ConfigException when the folder cannot be read
     */
    public static SortedSet<String> inFolder(Path folder) {
        var ids = new TreeSet<String>();
        try (var files = Files.find(folder, 2, (_, attributes) -> attributes.isRegularFile())) {
            for (var file : (Iterable<Path>) files::iterator) {
                var path = folder.relativize(file);
                var name = path.toString().replace('\\', '/');
                if (path.getNameCount() == 2 && name.endsWith(SOUND)) {
                    ids.add(name.substring(0, name.length() - SOUND.length()));
                }
            }
        } catch (IOException e) {
            throw new ConfigException(folder + ": cannot be read: " + e);
        }
        return Collections.unmodifiableSortedSet(ids);
    }
}
