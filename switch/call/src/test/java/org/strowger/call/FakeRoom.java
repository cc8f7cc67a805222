package org.strowger.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.strowger.media.MediaLeg;
import org.strowger.media.MixingRoom;
import org.strowger.media.RoomRole;

/** A room without sound: who sits in it as what. */
final class FakeRoom implements MixingRoom {

    final Map<MediaLeg, RoomRole> seats = new LinkedHashMap<>();
    final List<String> played = new ArrayList<>();
    private final int count;
    private final Runnable closed;
    private boolean over;

    FakeRoom(int count, Runnable closed) {
        this.count = count;
        this.closed = closed;
    }

    @Override
    public boolean seat(MediaLeg leg, RoomRole role) {
        if (over || (!seats.containsKey(leg) && seats.size() == count)) {
            return false;
        }
        ((FakeMedia.Leg) leg).seated();
        seats.put(leg, role);
        return true;
    }

    @Override
    public void leave(MediaLeg leg) {
        seats.remove(leg);
    }

    @Override
    public void play(String prompt) {
        played.add(prompt);
    }

    @Override
    public int taken() {
        return seats.size();
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            seats.clear();
            closed.run();
        }
    }
}
