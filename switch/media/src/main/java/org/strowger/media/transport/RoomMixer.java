package org.strowger.media.transport;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.Prompt;
import org.strowger.media.RoomRole;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.mixing.Companding;
import org.strowger.media.mixing.Mixer;

/** A room on its loop: mixes a frame of all seats in each 20 ms, and rests while none is taken. */
final class RoomMixer implements Paced {

    private static final Logger log = LoggerFactory.getLogger(RoomMixer.class);
    private static final int MOST_PROMPTS = 8;
    private static final int FRAMES_A_SECOND = 50;

    private final RtpLoop loop;
    private final PacingSlots.Seat<Paced> turn = new PacingSlots.Seat<>(this);
    private final Mixer mixer;
    private final @Nullable RoomSeat[] seats;
    private final short[] heard = new short[Mixer.FRAME];
    private final byte[] codes = new byte[Prompt.FRAME];
    private final Queue<Prompt> prompts = new ArrayDeque<>(1);
    private int promptFrame;
    private int taken;

    /** On the loop's thread. */
    RoomMixer(RtpLoop loop, int count) {
        this.loop = loop;
        this.mixer = new Mixer(count);
        this.seats = new RoomSeat[count];
    }

    /** Somebody has a seat from now on, or another role. */
    void enter(RoomSeat seat, RoomRole role) {
        if (seat.number < 0) {
            seat.number = free();
            seats[seat.number] = seat;
            if (taken++ == 0) {
                loop.pacer.add(turn);
            }
        }
        mixer.seat(seat.number, role);
    }

    private int free() {
        for (int i = 0; i < seats.length; i++) {
            if (seats[i] == null) {
                return i;
            }
        }
        throw new IllegalStateException("a room has let in more than it has seats");
    }

    /** The seat is free. */
    void leave(RoomSeat seat) {
        if (seat.number < 0) {
            return;
        }
        mixer.seat(seat.number, null);
        seats[seat.number] = null;
        seat.number = -1;
        seat.unheard();
        seat.tell();
        if (--taken == 0) {
            loop.pacer.remove(turn);
        }
    }

    /** After what is played already. */
    void play(String id) {
        var found = loop.prompt(id);
        if (found != null && prompts.size() < MOST_PROMPTS) {
            prompts.add(found);
        }
    }

    @Override
    public void onTick(long frame, boolean late) {
        try {
            listen();
            announce();
            mixer.mix();
            speak(frame);
            mixer.next();
            tell(frame);
        } catch (Throwable e) {
            log.error("a room says nothing in one frame", e); // A mistake of ours; the legs go on.
        }
    }

    /** Whoever looks sees a bad conference while it lasts. */
    private void tell(long frame) {
        if (frame % FRAMES_A_SECOND == 0) {
            for (var seat : seats) {
                if (seat != null) {
                    seat.tell();
                }
            }
        }
    }

    private void listen() {
        for (int i = 0; i < seats.length; i++) {
            var seat = seats[i];
            if (seat != null && seat.buffer().read(mixer.voice(i))) {
                mixer.say(i);
            }
        }
    }

    private void announce() {
        var prompt = prompts.peek();
        if (prompt == null) {
            return;
        }
        prompt.copyFrame(Law.PCMA, promptFrame, codes, 0);
        Companding.expand(Law.PCMA, codes, 0, Prompt.FRAME, mixer.common(), 0);
        mixer.play();
        if (++promptFrame == prompt.frames()) {
            promptFrame = 0;
            prompts.remove();
        }
    }

    private void speak(long frame) {
        for (int i = 0; i < seats.length; i++) {
            var seat = seats[i];
            if (seat != null && seat.isHeard()) {
                mixer.hear(i, heard);
                seat.hear(heard, frame);
            }
        }
        loop.shared.counters().add(Counter.VOICE_MIXED, taken);
    }
}
