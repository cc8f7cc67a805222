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

    boolean isFull(String number) {
        var there = open.get(number);
        return there != null && there.isFull();
    }

    /** The first who comes in opens it. */
    Entry enter(Destination.Conference to, PartyLeg leg) {
        var there = find(to, leg);
        if (there == null) {
            return Entry.NO_ROOM;
        }
        if (there.isFull()) {
            return Entry.FULL;
        }
        there.enter(leg);
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
        var begun = new Conference(room, to.most());
        open.put(to.number(), begun);
        return begun;
    }

    /** In all of them. */
    int members() {
        return open.values().stream().mapToInt(Conference::members).sum();
    }

    /** A member has put us on hold, or resumed. */
    void holdChanged(String number, PartyLeg leg) {
        var there = open.get(number);
        if (there != null) {
            there.connect(leg);
        }
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
