package org.strowger.media.mixing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.strowger.media.RoomRole;

/**
 * Adds up what the members of one room say, a frame of 20 ms at a time, for each of them without
 * his own voice. Sums are exact; what exceeds 16 bit is limited softly, without wrapping round.
 *
 * <p>A frame: {@link #say} for each who says something, {@link #mix} once, {@link #hear} for each.
 * All members of one role hear the same but for themselves, so a frame costs two additions a sample
 * for each member, however many there are.
 */
public final class Mixer {

    /** Samples of a frame, 8000 a second. */
    public static final int FRAME = 160;

    /** Seats of the largest mixer. */
    public static final int MOST_SEATS = 64;

    /** Up to here, three quarters of full scale, a sum is what it is. */
    static final int KNEE = 24_576;

    private static final int REST = Short.MAX_VALUE - KNEE;

    private final @Nullable RoomRole[] roles;
    private final short[][] voices;
    private final boolean[] speaks;
    private final short[] common = new short[FRAME];
    private boolean isCommon;
    private final int[] talkers = new int[FRAME];
    private final int[] whisperers = new int[FRAME];

    /**
     * With nobody in it.
     *
     * @param seats 1 to {@link #MOST_SEATS}
     */
    public Mixer(int seats) {
        if (seats < 1 || seats > MOST_SEATS) {
            throw new IllegalArgumentException("1 to " + MOST_SEATS + " seats, not " + seats);
        }
        roles = new RoomRole[seats];
        voices = new short[seats][FRAME];
        speaks = new boolean[seats];
    }

    public int seats() {
        return roles.length;
    }

    /**
     * Somebody takes a seat, or changes his role.
     *
     * @param role null frees the seat
     */
    public void seat(int seat, @Nullable RoomRole role) {
        roles[seat] = role;
        speaks[seat] = false;
    }

    /** Where the frame of a seat is to be put before {@link #say}. */
    public short[] voice(int seat) {
        return voices[seat];
    }

    /** What lies in {@link #voice} is said in this frame. */
    public void say(int seat) {
        speaks[seat] = true;
    }

    /** Where a frame is to be put that all are to hear, whatever their role; see {@link #play}. */
    public short[] common() {
        return common;
    }

    /** What lies in {@link #common} is heard by all in this frame. */
    public void play() {
        isCommon = true;
    }

    /** Everybody has said what he says in this frame. */
    public void mix() {
        Arrays.fill(talkers, 0);
        Arrays.fill(whisperers, 0);
        for (int seat = 0; seat < roles.length; seat++) {
            var sum = speaks[seat] ? sumOf(roles[seat]) : null;
            if (sum != null) {
                add(voices[seat], sum);
            }
        }
        if (isCommon) {
            add(common, talkers);
        }
    }

    private int @Nullable [] sumOf(@Nullable RoomRole role) {
        return switch (role) {
            case null -> null;
            case TALKS, COACHED -> talkers;
            case WHISPERS -> whisperers;
            case LISTENS -> null;
        };
    }

    private static void add(short[] voice, int[] sum) {
        for (int i = 0; i < FRAME; i++) {
            sum[i] += voice[i];
        }
    }

    /**
     * What a seat hears in this frame.
     *
     * @param to gets {@link #FRAME} samples; zeros when nobody else says anything
     */
    public void hear(int seat, short[] to) {
        var role = roles[seat];
        boolean coached = role != null && role.hears(RoomRole.WHISPERS);
        boolean own = speaks[seat] && role != null && RoomRole.LISTENS.hears(role);
        var voice = voices[seat];
        for (int i = 0; i < FRAME; i++) {
            int sum = coached ? talkers[i] + whisperers[i] : talkers[i];
            to[i] = limited(own ? sum - voice[i] : sum);
        }
    }

    /** The frame is over; who says nothing more is silent in the next. */
    public void next() {
        Arrays.fill(speaks, false);
        isCommon = false;
    }

    /** A curve that begins with slope 1 at the knee and never reaches more than full scale. */
    static short limited(int sum) {
        if (sum <= KNEE && sum >= -KNEE) {
            return (short) sum;
        }
        long over = Math.abs((long) sum) - KNEE;
        int bent = KNEE + (int) (REST * over / (REST + over));
        return (short) (sum < 0 ? -bent : bent);
    }
}
