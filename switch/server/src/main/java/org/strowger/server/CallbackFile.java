package org.strowger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.call.Callback;
import org.strowger.call.CallbackLog;
import org.strowger.call.Callbacks;
import org.strowger.ivr.QueueRequest;

/** Callers who are to be called back, in the file {@code callbacks} of the data folder. */
record CallbackFile(UserFile<Callback> file) implements CallbackLog, AutoCloseable {

    private static final String NAME = "callbacks";

    /**
     * Reads what was kept; nothing where there is no such file.
     *
     * @param data the data folder, which is there
     */
    static CallbackFile open(Path data) throws IOException {
        return new CallbackFile(UserFile.open(data.resolve(NAME), new Line(), Callback.NONE));
    }

    /** Everything is as it was kept, and is kept from now on. */
    void restore(Callbacks callbacks) {
        callbacks.keep(this);
        callbacks.restore(file.kept().values());
    }

    @Override
    public void set(String key, Callback now) {
        file.set(key, now);
    }

    @Override
    public void close() {
        file.close();
    }

    private record Line() implements UserFile.Words<Callback> {

        private static final int WORDS = 14;

        /** Needs and the number dialled may have blanks, and come from elsewhere. */
        @Override
        public List<String> of(Callback now) {
            var asked = now.asked();
            return List.of(
                    now.queue(),
                    now.origin(),
                    now.number(),
                    oneLine(now.dialled()),
                    now.language(),
                    Integer.toString(asked.priority()),
                    oneLine(asked.needs()),
                    asked.tier(),
                    asked.preferred(),
                    Long.toString(asked.holdMicros()),
                    Long.toString(now.sinceMicros()),
                    Long.toString(now.dueMicros()),
                    Long.toString(now.untilMicros()),
                    Integer.toString(now.attempts()));
        }

        private static String oneLine(String text) {
            return text.replaceAll("[\\s\\p{Cntrl}]+", " ");
        }

        @Override
        public @Nullable Callback read(List<String> words) {
            if (words.size() != WORDS) {
                return null;
            }
            try {
                var asked =
                        new QueueRequest(
                                Integer.parseInt(words.get(5)),
                                words.get(6),
                                words.get(7),
                                words.get(8),
                                Long.parseLong(words.get(9)));
                return new Callback(
                        words.get(0),
                        words.get(1),
                        words.get(2),
                        words.get(3),
                        words.get(4),
                        asked,
                        Long.parseLong(words.get(10)),
                        Long.parseLong(words.get(11)),
                        Long.parseLong(words.get(12)),
                        Integer.parseInt(words.get(13)));
            } catch (NumberFormatException _) {
                return null;
            }
        }
    }
}
