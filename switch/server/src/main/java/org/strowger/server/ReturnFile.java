package org.strowger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.call.Returns;
import org.strowger.call.Switchboard;

/**
 * Callers who hung up while they waited, in the file {@code returns} of the data folder. They may
 * be many, so it is written at most once a second, and who hung up in the last one may be
 * forgotten.
 */
record ReturnFile(UserFile<Returns.Wait> file) implements Returns.Log, AutoCloseable {

    private static final String NAME = "returns";
    private static final long PAUSE_MILLIS = 1_000;

    /**
     * Reads what was kept; nothing where there is no such file.
     *
     * @param data the data folder, which is there
     */
    static ReturnFile open(Path data) throws IOException {
        var path = data.resolve(NAME);
        return new ReturnFile(UserFile.open(path, new Line(), Returns.Wait.NONE, PAUSE_MILLIS));
    }

    /** Everything is as it was kept, and is kept from now on. */
    void restore(Switchboard switchboard) {
        switchboard.restoreReturns(this, file.kept().values());
    }

    @Override
    public void set(String key, Returns.Wait now) {
        file.set(key, now);
    }

    @Override
    public void close() {
        file.close();
    }

    private record Line() implements UserFile.Words<Returns.Wait> {

        private static final int WORDS = 4;

        @Override
        public List<String> of(Returns.Wait wait) {
            return List.of(
                    wait.queue(),
                    wait.number(),
                    Long.toString(wait.sinceMicros()),
                    Long.toString(wait.leftMicros()));
        }

        @Override
        public Returns.@Nullable Wait read(List<String> words) {
            if (words.size() != WORDS) {
                return null;
            }
            try {
                return new Returns.Wait(
                        words.get(0),
                        words.get(1),
                        Long.parseLong(words.get(2)),
                        Long.parseLong(words.get(3)));
            } catch (NumberFormatException _) {
                return null;
            }
        }
    }
}
