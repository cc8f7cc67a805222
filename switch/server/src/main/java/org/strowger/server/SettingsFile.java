package org.strowger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.call.SettingsLog;
import org.strowger.call.UserSettings;

/**
 * What users have set for calls to their numbers, in the file {@code settings} of the data folder.
 */
record SettingsFile(UserFile<UserSettings> file) implements SettingsLog, AutoCloseable {

    private static final String NAME = "settings";

    /**
     * Reads what was kept; nothing where there is no such file.
     *
     * @param data the data folder, which is there
     */
    static SettingsFile open(Path data) throws IOException {
        return new SettingsFile(UserFile.open(data.resolve(NAME), new Line(), UserSettings.NONE));
    }

    /** What was set when the file was opened, by user. */
    Map<String, UserSettings> kept() {
        return file.kept();
    }

    @Override
    public void set(String user, UserSettings now) {
        file.set(user, now);
    }

    @Override
    public void close() {
        file.close();
    }

    private record Line() implements UserFile.Words<UserSettings> {

        private static final int WORDS = 5;

        /** Numbers are of the number plan. */
        @Override
        public List<String> of(UserSettings now) {
            return List.of(
                    now.doNotDisturb() ? "not-disturbed" : "-",
                    now.always(),
                    now.busy(),
                    now.noAnswer(),
                    Integer.toString(now.noAnswerSeconds()));
        }

        @Override
        public @Nullable UserSettings read(List<String> words) {
            if (words.size() != WORDS) {
                return null;
            }
            try {
                int seconds = Math.clamp(Integer.parseInt(words.get(4)), 1, 180);
                return new UserSettings(
                        words.get(0).equals("not-disturbed"),
                        words.get(1),
                        words.get(2),
                        words.get(3),
                        seconds);
            } catch (NumberFormatException _) {
                return null;
            }
        }
    }
}
