package org.strowger.call;

import java.util.LinkedHashMap;
import java.util.Map;
import org.strowger.media.MixingRoom;
import org.strowger.media.RoomRole;
import org.strowger.media.ToneTable;

/**
 * A conference while somebody is in it. Who holds keeps the place, and neither hears nor is heard.
 * Who is muted, by himself or as a moderator has silenced the others, hears and is not heard.
 */
final class Conference {

    private static final class Member {

        boolean moderates;
        boolean muted;

        Member(boolean moderates) {
            this.moderates = moderates;
        }
    }

    private final MixingRoom room;
    private final Destination.Conference rules;
    private final Map<PartyLeg, Member> members = new LinkedHashMap<>();
    private boolean silenced; // all who do not moderate

    /**
     * An empty one.
     *
     * @param room with as many seats as it may have members
     */
    Conference(MixingRoom room, Destination.Conference rules) {
        this.room = room;
        this.rules = rules;
    }

    boolean isFull() {
        return members.size() >= rules.most();
    }

    int members() {
        return members.size();
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Nobody comes in unheard: all hear a beep. */
    void enter(PartyLeg leg, boolean moderates) {
        members.put(leg, new Member(moderates));
        appoint();
        connect(leg);
        room.play(ToneTable.BEEP_ID);
    }

    /** Where the first moderates, who has been there longest does if nobody else does. */
    private void appoint() {
        if (rules.firstModerates() && !isModerated() && !isEmpty()) {
            members.values().iterator().next().moderates = true;
        }
    }

    private boolean isModerated() {
        return members.values().stream().anyMatch(member -> member.moderates);
    }

    /** Tells media what it is to do with a member, as it is now. */
    void connect(PartyLeg leg) {
        var member = members.get(leg);
        if (member == null || leg.isHolding()) {
            room.leave(leg.media());
        } else {
            boolean heard = !member.muted && (member.moderates || !silenced);
            room.seat(leg.media(), heard ? RoomRole.TALKS : RoomRole.LISTENS);
        }
    }

    /**
     * A member wants to be heard no more, or again.
     *
     * @return whether he is muted now
     */
    boolean mute(PartyLeg leg) {
        var member = members.get(leg);
        if (member == null) {
            return false;
        }
        member.muted = !member.muted;
        connect(leg);
        return member.muted;
    }

    /** All but those who moderate are heard no more, or are again; all hear a beep. */
    void silence(PartyLeg by, boolean others) {
        var member = members.get(by);
        if (member != null && member.moderates && silenced != others) {
            silenced = others;
            members.keySet().forEach(this::connect);
            room.play(ToneTable.BEEP_ID);
        }
    }

    void leave(PartyLeg leg) {
        if (members.remove(leg) == null) {
            return;
        }
        room.leave(leg.media());
        appoint();
        if (silenced) {
            silenced = isModerated(); // Else it would be for ever.
            members.keySet().forEach(this::connect);
        }
    }

    /** Gives the room back. */
    void close() {
        room.close();
    }
}
