package org.strowger.call;

import java.util.LinkedHashSet;
import java.util.Set;
import org.strowger.media.MixingRoom;
import org.strowger.media.RoomRole;
import org.strowger.media.ToneTable;

/**
 * A conference while somebody is in it. Who holds keeps the place, and neither hears nor is heard.
 */
final class Conference {

    private final MixingRoom room;
    private final int most;
    private final Set<PartyLeg> members = new LinkedHashSet<>();

    /**
     * An empty one.
     *
     * @param room with as many seats
     * @param most members
     */
    Conference(MixingRoom room, int most) {
        this.room = room;
        this.most = most;
    }

    boolean isFull() {
        return members.size() >= most;
    }

    int members() {
        return members.size();
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Nobody comes in unheard: all hear a beep. */
    void enter(PartyLeg leg) {
        members.add(leg);
        connect(leg);
        room.play(ToneTable.BEEP_ID);
    }

    /** Tells media what it is to do with a member, as it is now. */
    void connect(PartyLeg leg) {
        if (leg.isHolding()) {
            room.leave(leg.media());
        } else {
            room.seat(leg.media(), RoomRole.TALKS);
        }
    }

    void leave(PartyLeg leg) {
        if (members.remove(leg)) {
            room.leave(leg.media());
        }
    }

    /** Gives the room back. */
    void close() {
        room.close();
    }
}
