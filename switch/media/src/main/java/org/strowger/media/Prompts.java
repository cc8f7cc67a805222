package org.strowger.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.strowger.base.ConfigException;

/** Every prompt and piece of music, read and encoded once. Immutable. */
public final class Prompts {

    private static final String MUSIC = "music/";
    private static final String SUFFIX = ".wav";

    private final Map<String, Prompt> byId;
    private final List<Prompt> music;
    private final long musicFrames;

    private Prompts(NavigableMap<String, Prompt> byId) {
        this.byId = Collections.unmodifiableMap(byId);
        this.music = List.copyOf(byId.subMap(MUSIC, MUSIC + Character.MAX_VALUE).values());
        this.musicFrames = music.stream().mapToLong(Prompt::frames).sum();
    }

    /** None at all. */
    public static Prompts none() {
        return new Prompts(new TreeMap<>());
    }

    /** The same without tones. */
    public static Prompts load(Path folder) {
        return load(folder, ToneTable.none());
    }

    /**
     * Reads every {@code LANG/NAME.wav} below a folder; the id is {@code LANG/NAME}. Music on hold
     * is what lies in {@code music/}.
     *
     * @param tones that can be played too, but for those in whose place there is a file
     * @throws ConfigException when a file cannot be used; it names the file and what was expected
     */
    public static Prompts load(Path folder, ToneTable tones) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigException("%s: must be a folder with prompts".formatted(folder));
        }
        var byId = new TreeMap<String, Prompt>(tones.byId());
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.naturalOrder())
                    .forEach(file -> byId.put(id(folder, file), read(file)));
        } catch (IOException | UncheckedIOException e) {
            throw new ConfigException("%s: cannot be read: %s".formatted(folder, e.getMessage()));
        }
        return new Prompts(byId);
    }

    /** The ids of all that can be played, in order. */
    public SortedSet<String> ids() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(byId.keySet()));
    }

    /** The prompt of an id, or null. */
    public @Nullable Prompt find(String id) {
        return byId.get(id);
    }

    /** Whether there is any music on hold. */
    public boolean hasMusic() {
        return musicFrames > 0;
    }

    /**
     * Copies the music's frame of a time: piece after piece, over and over, the same for all.
     *
     * @param frame a frame number of {@link PacingGrid}
     */
    public void copyMusic(RtpFormat.Law law, long frame, byte[] to, int offset) {
        long at = frame % musicFrames;
        for (var piece : music) {
            if (at < piece.frames()) {
                piece.copyFrame(law, (int) at, to, offset);
                return;
            }
            at -= piece.frames();
        }
        throw new IllegalStateException("frame " + frame + " lies outside of the music");
    }

    private static String id(Path folder, Path file) {
        var relative = folder.relativize(file);
        if (relative.getNameCount() < 2) {
            throw new ConfigException(
                    "%s: must lie in a folder of its language, as in en/%s"
                            .formatted(file, relative));
        }
        var id = relative.toString().replace(file.getFileSystem().getSeparator(), "/");
        return id.substring(0, id.length() - SUFFIX.length());
    }

    private static Prompt read(Path file) {
        return Prompt.encode(WavFile.read(file).samples());
    }
}
