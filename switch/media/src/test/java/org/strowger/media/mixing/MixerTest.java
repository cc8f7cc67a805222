package org.strowger.media.mixing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.media.RoomRole;
import org.strowger.media.RtpFormat.Law;

class MixerTest {

    private final short[] heard = new short[Mixer.FRAME];

    private static void say(Mixer mixer, int seat, int... samples) {
        for (int i = 0; i < Mixer.FRAME; i++) {
            mixer.voice(seat)[i] = (short) samples[i % samples.length];
        }
        mixer.say(seat);
    }

    private int hears(Mixer mixer, int seat) {
        mixer.hear(seat, heard);
        for (short sample : heard) {
            assertEquals(heard[0], sample);
        }
        return heard[0];
    }

    @Test
    void whoHearsWhomInASupervisedCall() {
        var mixer = new Mixer(3);
        mixer.seat(0, RoomRole.TALKS); // the caller
        mixer.seat(1, RoomRole.COACHED); // the agent
        int[][] all = {{20, 10, 30}, {20, 410, 30}, {420, 410, 30}};
        RoomRole[] roles = {RoomRole.LISTENS, RoomRole.WHISPERS, RoomRole.TALKS};
        for (int i = 0; i < roles.length; i++) {
            mixer.seat(2, roles[i]);
            say(mixer, 0, 10);
            say(mixer, 1, 20);
            say(mixer, 2, 400);
            mixer.mix();
            assertEquals(all[i][0], hears(mixer, 0), "the caller, " + roles[i]);
            assertEquals(all[i][1], hears(mixer, 1), "the agent, " + roles[i]);
            assertEquals(all[i][2], hears(mixer, 2), "the supervisor, " + roles[i]);
            mixer.next();
        }
    }

    @Test
    void aFreeSeatSaysAndHearsNothingOfItsOwn() {
        var mixer = new Mixer(2);
        mixer.seat(0, RoomRole.TALKS);
        say(mixer, 0, 7);
        say(mixer, 1, 9);
        mixer.mix();
        assertEquals(0, hears(mixer, 0));
        mixer.seat(0, null);
        mixer.mix();
        mixer.hear(1, heard);
        assertEquals(0, heard[0]);
    }

    /** Random samples: each hears exactly the sum of the others. */
    @ParameterizedTest
    @ValueSource(ints = {3, 50})
    void everybodyHearsTheSumWithoutHimself(int members) {
        var random = new Random(members);
        var mixer = new Mixer(members);
        int most = Mixer.KNEE / members;
        var sum = new int[Mixer.FRAME];
        for (int seat = 0; seat < members; seat++) {
            mixer.seat(seat, RoomRole.TALKS);
            for (int i = 0; i < Mixer.FRAME; i++) {
                mixer.voice(seat)[i] = (short) random.nextInt(-most, most + 1);
                sum[i] += mixer.voice(seat)[i];
            }
            mixer.say(seat);
        }
        mixer.mix();
        for (int seat = 0; seat < members; seat++) {
            mixer.hear(seat, heard);
            for (int i = 0; i < Mixer.FRAME; i++) {
                assertEquals(sum[i] - mixer.voice(seat)[i], heard[i], "seat " + seat);
            }
        }
    }

    /** Through G.711 and back: each tone of another is at its level within 0.3 dB. */
    @ParameterizedTest
    @ValueSource(ints = {3, 50})
    void tonesKeepTheirLevels(int members) {
        var mixer = new Mixer(members);
        double peak = 4_000.0 / Math.sqrt(members);
        var codes = new byte[Mixer.FRAME];
        for (int seat = 0; seat < members; seat++) {
            mixer.seat(seat, RoomRole.TALKS);
            for (int i = 0; i < Mixer.FRAME; i++) {
                mixer.voice(seat)[i] = (short) Math.round(peak * Tones.sine(hertz(seat), i, seat));
            }
            mixer.say(seat);
        }
        mixer.mix();
        for (int seat = 0; seat < members; seat++) {
            mixer.hear(seat, heard);
            Companding.compress(Law.PCMA, heard, Mixer.FRAME, codes, 0);
            Companding.expand(Law.PCMA, codes, 0, Mixer.FRAME, heard, 0);
            for (int other = 0; other < members; other++) {
                double level = Tones.peak(heard, 0, Mixer.FRAME, hertz(other));
                if (other == seat) {
                    assertTrue(level < peak * 0.1, "himself, " + level + " of " + peak);
                } else {
                    double decibels = 20 * Math.log10(level / peak);
                    assertEquals(0, decibels, 0.3, "seat " + seat);
                }
            }
        }
    }

    /** Whole periods in a frame, so that no tone leaks into another. */
    private static double hertz(int seat) {
        return 300 + 50 * seat;
    }

    @Test
    void silenceStaysSilent() {
        var mixer = new Mixer(50);
        for (int seat = 0; seat < 50; seat++) {
            mixer.seat(seat, RoomRole.TALKS);
            say(mixer, seat, 0);
        }
        mixer.mix();
        for (int seat = 0; seat < 50; seat++) {
            assertEquals(0, hears(mixer, seat));
        }
        say(mixer, 3, 99);
        mixer.next();
        mixer.mix();
        assertEquals(0, hears(mixer, 0), "what was said before is over");
    }

    @Test
    void whatIsPlayedIsHeardByAll() {
        var mixer = new Mixer(3);
        mixer.seat(0, RoomRole.TALKS);
        mixer.seat(1, RoomRole.LISTENS);
        mixer.seat(2, RoomRole.WHISPERS);
        Arrays.fill(mixer.common(), (short) 5);
        mixer.play();
        say(mixer, 0, 100);
        say(mixer, 2, 1_000);
        mixer.mix();
        assertEquals(5, hears(mixer, 0));
        assertEquals(105, hears(mixer, 1));
        assertEquals(105, hears(mixer, 2));
    }

    @Test
    void whatIsTooLoudIsLimitedWithoutWrappingRound() {
        var mixer = new Mixer(50);
        for (int seat = 0; seat < 50; seat++) {
            mixer.seat(seat, RoomRole.TALKS);
            say(mixer, seat, Short.MAX_VALUE, Short.MIN_VALUE);
        }
        mixer.mix();
        for (int seat = 0; seat < 50; seat++) {
            mixer.hear(seat, heard);
            for (int i = 0; i < Mixer.FRAME; i++) {
                assertTrue(i % 2 == 0 ? heard[i] > 32_500 : heard[i] < -32_500, "" + heard[i]);
            }
        }
    }

    @Test
    void theLimitIsACurveThatOnlyRises() {
        short before = Mixer.limited(-4_000_000);
        assertEquals(-Short.MAX_VALUE, before, 20);
        for (int sum = -2_000_000; sum <= 2_000_000; sum += 7) {
            short now = Mixer.limited(sum);
            assertTrue(now >= before, "at " + sum);
            assertEquals(-now, Mixer.limited(-sum));
            before = now;
        }
        assertEquals(Mixer.KNEE, Mixer.limited(Mixer.KNEE));
        assertEquals(Mixer.KNEE, Mixer.limited(Mixer.KNEE + 1), 1);
        assertEquals(Short.MAX_VALUE, Mixer.limited(Integer.MAX_VALUE), 5);
    }

    @Test
    void seatsAreLimited() {
        assertEquals(Mixer.MOST_SEATS, new Mixer(Mixer.MOST_SEATS).seats());
        assertThrows(IllegalArgumentException.class, () -> new Mixer(0));
        assertThrows(IllegalArgumentException.class, () -> new Mixer(Mixer.MOST_SEATS + 1));
    }
}
