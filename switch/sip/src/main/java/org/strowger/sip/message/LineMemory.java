package org.strowger.sip.message;

import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

/**
 * What lines came to that have been read before: a phone says the same of itself in every call.
 * Peers choose what is in it. So a line is kept only when it comes again: a flood of lines that
 * nobody says twice drives out nothing. Whoever says each of his twice drives out only what did not
 * come while half of {@link #MOST} others did. One thread.
 *
 * @param <T> never changed by anybody
 */
final class LineMemory<T> {

    /** Ten kilobytes is what RI makes of the worst line; lists would be worse. */
    static final int MOST = 1_024;

    static final int LONGEST = 200;

    /** A power of two. */
    private static final int PLACES = 4_096;

    /** Reads a line that is not known. */
    interface Reader<T> {
        T read(String line) throws ParseException;
    }

    /** Hashes of lines that came; of two that want one place the later one has it. */
    private final int[] came = new int[PLACES];

    private Map<String, T> young = new HashMap<>();
    private Map<String, T> old = new HashMap<>();

    /** What the line says; only what could be read is kept. */
    T of(String line, Reader<T> reader) throws ParseException {
        var known = young.get(line);
        if (known != null) {
            return known;
        }
        var before = old.remove(line);
        if (before != null) {
            keep(line, before);
            return before;
        }
        var read = reader.read(line);
        if (line.length() <= LONGEST && line.indexOf(',') < 0 && comesAgain(line)) {
            keep(line, read);
        }
        return read;
    }

    private boolean comesAgain(String line) {
        int hash = line.hashCode();
        int place = (hash ^ hash >>> 16) & (PLACES - 1);
        boolean again = came[place] == hash;
        came[place] = hash;
        return again;
    }

    private void keep(String line, T read) {
        if (young.size() == MOST / 2) {
            old = young;
            young = new HashMap<>();
        }
        young.put(line, read);
    }

    int size() {
        return young.size() + old.size();
    }
}
