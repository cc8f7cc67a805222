package org.strowger.call;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.strowger.media.RoomRole;

/** What a supervisor does with a conversation of an agent's. */
public enum SupervisionMode {
    /** Hears both, and is heard by nobody. */
    LISTEN('1', RoomRole.LISTENS),
    /** Hears both, and is heard by the agent. */
    WHISPER('2', RoomRole.WHISPERS),
    /** All three hear one another. */
    BARGE_IN('3', RoomRole.TALKS),
    /** Has the call in place of the agent, whose part is over. */
    TAKE_OVER('4', RoomRole.TALKS);

    private final char key;
    private final RoomRole role;

    SupervisionMode(char key, RoomRole role) {
        this.key = key;
        this.role = role;
    }

    /** What a supervisor presses to change to it; null for no such key. */
    static @Nullable SupervisionMode of(char key) {
        for (var mode : values()) {
            if (mode.key == key) {
                return mode;
            }
        }
        return null;
    }

    RoomRole role() {
        return role;
    }

    /** As people write it: {@code listen}, {@code whisper}, {@code barge-in}, {@code take-over}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The mode of this text.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static SupervisionMode named(String text) {
        for (var mode : values()) {
            if (mode.text().equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("listen, whisper, barge-in or take-over is expected");
    }
}
