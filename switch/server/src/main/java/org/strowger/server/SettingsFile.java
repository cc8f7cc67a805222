package org.strowger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.call.SettingsLog;
import org.strowger.call.UserSettings;

/**
 * What users have set for calls to their numbers, in the file {@code settings} of the data folder.
 * A thread of its own writes the whole file anew, and fsyncs it, for every change or several: they
 * are few, and none may be lost.
 */
final class SettingsFile implements SettingsLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);
    private static final String NAME = "settings";
    private static final int BACKLOG = 65_536;
    private static final int WORDS = 6;
    private static final long RETRY_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final long CLOSE_MILLIS = 5_000;
    private static final Change LAST = new Change("", UserSettings.NONE);

    private record Change(String user, UserSettings now) {}

    private final ReplacedFile file;
    private final BlockingQueue<Change> queue = new ArrayBlockingQueue<>(BACKLOG);
    private final SequencedMap<String, UserSettings> live = new LinkedHashMap<>();
    private final Map<String, UserSettings> kept;
    private final Thread thread = Thread.ofPlatform().name("settings").unstarted(this::run);

    private SettingsFile(ReplacedFile file) throws IOException {
        this.file = file;
        read();
        kept = Map.copyOf(live);
    }

    /**
     * Reads what was kept; nothing where there is no such file.
     *
     * @param data the data folder, which is there
     */
    static SettingsFile open(Path data) throws IOException {
        var opened = new SettingsFile(new ReplacedFile(data.resolve(NAME)));
        opened.thread.start();
        return opened;
    }

    /** What was set when the file was opened, by user. */
    Map<String, UserSettings> kept() {
        return kept;
    }

    @Override
    public void set(String user, UserSettings now) {
        if (!queue.offer(new Change(user, now))) {
            LOG.warn("what {} has set is not kept: the disk is too slow", user);
        }
    }

    /** Writes what was told, and stops. */
    @Override
    public void close() {
        try {
            queue.put(LAST);
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
                while (change != null) {
                    more &= apply(change);
                    change = queue.poll();
                }
            } catch (InterruptedException _) {
                return; // Nobody interrupts but a JVM that ends.
            }
            written = write();
        }
    }

    /** Whether there is more to come. */
    private boolean apply(Change change) {
        if (change.equals(LAST)) {
            return false;
        }
        if (change.now().equals(UserSettings.NONE)) {
            live.remove(change.user());
        } else {
            live.put(change.user(), change.now());
        }
        return true;
    }

    private boolean write() {
        try {
            var lines = new ArrayList<String>();
            live.forEach((user, now) -> lines.add(line(user, now)));
            file.write(lines);
            return true;
        } catch (IOException e) {
            LOG.error("what users set is not kept, to be tried again: {}", e.toString());
            return false;
        }
    }

    /** Words with tabs between them; numbers are of the number plan and hold none. */
    private static String line(String user, UserSettings now) {
        return String.join(
                "\t",
                user,
                now.doNotDisturb() ? "not-disturbed" : "-",
                now.always(),
                now.busy(),
                now.noAnswer(),
                Integer.toString(now.noAnswerSeconds()));
    }

    private void read() throws IOException {
        for (var line : file.lines()) {
            var words = line.split("\t", -1);
            var settings = words.length == WORDS ? settings(words) : null;
            if (settings == null) {
                LOG.warn("{}: a damaged line is passed over", file.path());
            } else {
                live.put(words[0], settings);
            }
        }
    }

    private static @Nullable UserSettings settings(String[] words) {
        try {
            int seconds = Math.clamp(Integer.parseInt(words[5]), 1, 180);
            return new UserSettings(
                    words[1].equals("not-disturbed"), words[2], words[3], words[4], seconds);
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
