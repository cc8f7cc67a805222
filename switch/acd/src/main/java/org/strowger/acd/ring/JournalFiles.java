package org.strowger.acd.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The files of a journal: numbered, never written again, only the newest kept. */
final class JournalFiles {

    private static final Pattern NAME = Pattern.compile("acd-(\\d{1,18})\\.journal");

    private final Path folder;
    private final int kept;

    JournalFiles(Path folder, int kept) {
        this.folder = folder;
        this.kept = kept;
    }

    /** A name for a new file, behind all that are there; makes the folder. */
    Path next() throws IOException {
        Files.createDirectories(folder);
        var old = all();
        long number = old.isEmpty() ? 1 : number(old.getLast()) + 1;
        return folder.resolve(String.format(Locale.ROOT, "acd-%08d.journal", number));
    }

    /**
     * Deletes the oldest files that are too many. Not before the newest holds something: files that
     * cannot be written must not cost those that could.
     */
    void prune() throws IOException {
        var files = all();
        for (var file : files.subList(0, Math.max(0, files.size() - kept))) {
            Files.deleteIfExists(file);
        }
    }

    /** The files that are there, in the order in which they were written. */
    List<Path> all() throws IOException {
        var found = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(folder, JournalFiles::isJournal)) {
            entries.forEach(found::add);
        }
        Collections.sort(found, Comparator.comparingLong(JournalFiles::number));
        return found;
    }

    private static boolean isJournal(Path file) {
        return NAME.matcher(name(file)).matches();
    }

    private static long number(Path file) {
        var matcher = NAME.matcher(name(file));
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
