package org.strowger.media;

/** What one member of a room is to the others. */
public enum RoomRole {
    /** Hears who talks, and is heard by all. */
    TALKS,
    /** The same, and hears those who whisper: an agent with a supervisor. */
    COACHED,
    /** Hears who talks, and is heard by those who are coached only. */
    WHISPERS,
    /** Hears who talks, and is heard by nobody. */
    LISTENS;

    /** Whether a member of this role hears another one. */
    public boolean hears(RoomRole other) {
        return switch (other) {
            case TALKS, COACHED -> true;
            case WHISPERS -> this == COACHED;
            case LISTENS -> false;
        };
    }
}
