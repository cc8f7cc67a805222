package org.strowger.call;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaEngine;

/** The conferences in which somebody is, by number. As many at most as the number plan has. */
final class Conferences {

    /** What becomes of who wants to come in. */
    enum Entry {
        IN,
        /** As many are there as may be. */
        FULL,
        /** The media engine has no more rooms. */
        NO_ROOM
    }

    private final MediaEngine media;
    private final WrongPins wrongPins;
    private final Map<String, Conference> open = new HashMap<>();

    Conferences(MediaEngine media, WrongPins wrongPins) {
        this.media = media;
        this.wrongPins = wrongPins;
    }

    /** What was tried to come in. */
    WrongPins wrongPins() {
        return wrongPins;
    }

    /** Whether there is a place in it for that party, or may be once it has said the PIN. */
    boolean takes(Destination.Conference to, PartyLeg leg, long now) {
        var there = open.get(to.number());
        return (there == null || !there.isFull()) && !isShut(to, leg, now);
    }

    /**
     * While its PIN is being guessed no caller from outside comes in, not even with the right one.
     */
    boolean isShut(Destination.Conference to, PartyLeg leg, long now) {
        return leg.user() == null && wrongPins.areTooMany(to.number(), now);
    }

    /** The first who comes in opens it. */
    Entry enter(Destination.Conference to, PartyLeg leg, boolean moderates) {
        var there = find(to, leg);
        if (there == null) {
            return Entry.NO_ROOM;
        }
        if (there.isFull()) {
            return Entry.FULL;
        }
        there.enter(leg, moderates);
        return Entry.IN;
    }

    private @Nullable Conference find(Destination.Conference to, PartyLeg first) {
        var there = open.get(to.number());
        if (there != null) {
            return there;
        }
        var room = media.room(first.affinity(), to.most());
        if (room == null) {
            return null;
        }
        var begun = new Conference(room, to);
        open.put(to.number(), begun);
        return begun;
    }

    /** In all of them. */
    int members() {
        return open.values().stream().mapToInt(Conference::members).sum();
    }

    /** The one that somebody is in; null for none. */
    @Nullable Conference at(String number) {
        return open.get(number);
    }

    /** The last who leaves closes it. */
    void leave(String number, PartyLeg leg) {
        var there = open.get(number);
        if (there == null) {
            return;
        }
        there.leave(leg);
        if (there.isEmpty()) {
            open.remove(number);
            there.close();
        }
    }
}
