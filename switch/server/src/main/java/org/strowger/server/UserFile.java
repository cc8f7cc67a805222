package org.strowger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One value of each user, in a file of the data folder. A thread of its own writes the whole file
 * anew, and fsyncs it, for every change or several: they are few, and none may be lost.
 */
final class UserFile<V> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UserFile.class);
    private static final int BACKLOG = 65_536;
    private static final long RETRY_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final long CLOSE_MILLIS = 5_000;

    /** How a value stands in its line, behind the user: words with tabs between them. */
    interface Words<V> {

        /** None of them holds a tab or a line end. */
        List<String> of(V value);

        /** The value of such words; null if they are damaged. */
        @Nullable V read(List<String> words);
    }

    /** What the user has from now on; no user: there is nothing more to come. */
    private record Change<V>(@Nullable String user, V now) {}

    private final ReplacedFile file;
    private final Words<V> words;
    private final V none;
    private final long pauseMillis;
    private final BlockingQueue<Change<V>> queue = new ArrayBlockingQueue<>(BACKLOG);
    private final SequencedMap<String, V> live = new LinkedHashMap<>();
    private final Map<String, V> kept;
    private final Thread thread;

    private UserFile(ReplacedFile file, Words<V> words, V none, long pauseMillis)
            throws IOException {
        this.file = file;
        this.words = words;
        this.none = none;
        this.pauseMillis = pauseMillis;
        read();
        kept = Map.copyOf(live);
        var name = file.path().getFileName().toString();
        thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /**
     * Reads what was kept; nothing where there is no such file.
     *
     * @param path in the data folder, which is there
     * @param none of which no line is kept
     */
    static <V> UserFile<V> open(Path path, Words<V> words, V none) throws IOException {
        return open(path, words, none, 0);
    }

    /**
     * The same for values that change often.
     *
     * @param pauseMillis changes of so long are written together
     */
    static <V> UserFile<V> open(Path path, Words<V> words, V none, long pauseMillis)
            throws IOException {
        var opened = new UserFile<>(new ReplacedFile(path), words, none, pauseMillis);
        opened.thread.start();
        return opened;
    }

    /** What each user had when the file was opened. */
    Map<String, V> kept() {
        return kept;
    }

    /** To be kept. Does not wait. */
    void set(String user, V now) {
        if (!queue.offer(new Change<>(user, now))) {
            LOG.warn("{}: {} is not kept: the disk is too slow", file.path(), user);
        }
    }

    /** Writes what was told, and stops. */
    @Override
    public void close() {
        try {
            queue.put(new Change<>(null, none));
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean more = true;
        boolean written = true;
        while (more) {
            try {
                var change =
                        written ? queue.take() : queue.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
                while (change != null) {
                    more &= apply(change);
                    long left = more ? until - System.nanoTime() : 0;
                    change = queue.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
                }
            } catch (InterruptedException _) {
                return; // Nobody interrupts but a JVM that ends.
            }
            written = write();
        }
    }

    /** Whether there is more to come. */
    private boolean apply(Change<V> change) {
        if (change.user() == null) {
            return false;
        }
        if (change.now().equals(none)) {
            live.remove(change.user());
        } else {
            live.put(change.user(), change.now());
        }
        return true;
    }

    private boolean write() {
        try {
            var lines = new ArrayList<String>();
            live.forEach((user, now) -> lines.add(user + '\t' + String.join("\t", words.of(now))));
            file.write(lines);
            return true;
        } catch (IOException e) {
            LOG.error("{} is not kept, to be tried again: {}", file.path(), e.toString());
            return false;
        }
    }

    private void read() throws IOException {
        for (var line : file.lines()) {
            var parts = List.of(line.split("\t", -1));
            var value = words.read(parts.subList(1, parts.size()));
            if (value == null) {
                LOG.warn("{}: a damaged line is passed over", file.path());
            } else {
                live.put(parts.getFirst(), value);
            }
        }
    }
}
