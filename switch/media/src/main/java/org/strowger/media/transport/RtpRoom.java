package org.strowger.media.transport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.media.MediaLeg;
import org.strowger.media.MixingRoom;
import org.strowger.media.RoomRole;

/**
 * Call control's hold on a room. The mixer is on one loop; legs of others are linked with their
 * seats by two {@link TieLine}s each.
 */
final class RtpRoom implements MixingRoom {

    private static final Logger log = LoggerFactory.getLogger(RtpRoom.class);

    /**
     * What a leg is linked with.
     *
     * @param out who hears it: the seat, or the line to it
     * @param in whom it hears: the same, or the line from it
     */
    private record Member(RoomSeat seat, Hearer out, Speaker in) {}

    private final RtpLoop loop;
    private final int count;
    private final Runnable closed;
    private final Map<RtpLeg, Member> members = new LinkedHashMap<>();
    private @Nullable RoomMixer mixer; // the loop's
    private boolean over;

    /**
     * An empty one.
     *
     * @param closed done when it is no more
     */
    RtpRoom(RtpLoop loop, int count, Runnable closed) {
        this.loop = loop;
        this.count = count;
        this.closed = closed;
        command(_ -> {}); // The mixer is made before anybody is let in.
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the leg is none of such an engine
     */
    @Override
    public boolean seat(MediaLeg leg, RoomRole role) {
        if (!(leg instanceof RtpLeg member)) {
            throw new IllegalArgumentException("only legs with sockets can be mixed");
        }
        var before = members.get(member);
        if (over || (before == null && members.size() == count)) {
            return false;
        }
        var seat = before == null ? new RoomSeat(loop) : before.seat();
        command(room -> room.enter(seat, role));
        members.put(member, link(member, seat));
        return true;
    }

    private Member link(RtpLeg leg, RoomSeat seat) {
        if (leg.loop().equals(loop)) {
            leg.link(seat, seat);
            return new Member(seat, seat, seat);
        }
        var out = new TieLine(leg, seat);
        var in = new TieLine(seat, leg);
        command(_ -> seat.heardBy(in));
        leg.link(out, in);
        return new Member(seat, out, in);
    }

    @Override
    public void leave(MediaLeg leg) {
        if (leg instanceof RtpLeg member) {
            var left = members.remove(member);
            if (left != null) {
                leave(member, left);
            }
        }
    }

    private void leave(RtpLeg leg, Member member) {
        leg.speaksNoMoreTo(member.out());
        leg.hearsNoMore(member.in());
        command(room -> room.leave(member.seat()));
    }

    @Override
    public void play(String prompt) {
        command(room -> room.play(prompt));
    }

    @Override
    public int taken() {
        return members.size();
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            List.copyOf(members.entrySet()).forEach(one -> leave(one.getKey(), one.getValue()));
            members.clear();
            closed.run();
        }
    }

    private void command(Consumer<RoomMixer> command) {
        // A loop that has stopped has closed all its legs: nothing is lost with the command.
        var _ =
                loop.execute(() -> {
                    try {
                        command.accept(mixer());
                    } catch (Throwable e) {
                        log.error("a room does not do what it is told", e);
                    }
                });
    }

    private RoomMixer mixer() {
        var there = mixer;
        if (there == null) {
            there = new RoomMixer(loop, count);
            mixer = there;
        }
        return there;
    }
}
