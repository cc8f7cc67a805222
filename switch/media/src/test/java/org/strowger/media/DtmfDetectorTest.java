package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.media.RtpFormat.Law;

/** Keys among tones, noise and dial tone, as ITU-T Q.24 has them told apart. */
class DtmfDetectorTest {

    private static final List<Character> KEYS =
            "123A456B789C*0#D".chars().mapToObj(key -> (char) key).toList();

    private final Random random = new Random(24);

    @ParameterizedTest
    @EnumSource(Law.class)
    void everyKeyOfTheTableIsFound(Law law) {
        for (char key : KEYS) {
            var tone = DtmfTones.of(DtmfReceiver.event(key));
            var sound = new double[800 + 800 + 800];
            var frame = new byte[Prompt.FRAME];
            for (int i = 0; i < 5; i++) {
                tone.copyFrame(law, i, frame, 0);
                for (int k = 0; k < frame.length; k++) {
                    sound[800 + i * frame.length + k] = G711.decode(law, frame[k]);
                }
            }
            assertEquals(String.valueOf(key), ToneLine.keys(law, sound), "key " + key);
        }
    }

    @ParameterizedTest
    @EnumSource(Law.class)
    void fortyMillisecondsDoWhereverTheyBeginAndTwentyThreeDoNot(Law law) {
        for (char key : KEYS) {
            for (int shift = 0; shift < 102; shift += 3) {
                var text = "%c, %d samples later".formatted(key, shift);
                assertEquals(String.valueOf(key), once(key, 40, shift).keys(law), text);
                assertEquals("", once(key, 23, shift).keys(law), text);
            }
        }
    }

    private ToneLine once(char key, int millis, int shift) {
        return new ToneLine(200).pause(50).skip(shift).key(key, millis).noise(random, -30);
    }

    @Test
    void twistOfFourAndOfMinusEightDecibelsIsTaken() {
        for (char key : KEYS) {
            assertEquals(String.valueOf(key), twisted(key, -14, -10), key + ", high louder");
            assertEquals(String.valueOf(key), twisted(key, -10, -18), key + ", low louder");
            assertEquals("", twisted(key, -20, -12), key + ", high much louder");
            assertEquals("", twisted(key, -8, -20), key + ", low much louder");
        }
    }

    private static String twisted(char key, double low, double high) {
        return new ToneLine(300).pause(50).key(key, 60, low, high, 0).keys(Law.PCMA);
    }

    @Test
    void levelsFromMinusTwentyFiveToZeroAreTakenAndFaintOnesNot() {
        for (char key : KEYS) {
            assertEquals(String.valueOf(key), twisted(key, -25, -25), key + ", faint");
            assertEquals(String.valueOf(key), twisted(key, -4, -4), key + ", loud");
            assertEquals("", twisted(key, -45, -45), key + ", crosstalk");
        }
    }

    @Test
    void aPercentAndAHalfOffIsTakenAndThreeAndAHalfNot() {
        for (char key : KEYS) {
            for (double sign : new double[] {-1, 1}) {
                var near = new ToneLine(300).pause(50).key(key, 50, -10, -10, sign * 1.5);
                assertEquals(String.valueOf(key), near.keys(Law.PCMU), key + " near " + sign);
                var far = new ToneLine(300).pause(50).key(key, 100, -10, -10, sign * 3.5);
                assertEquals("", far.keys(Law.PCMU), key + " far " + sign);
            }
        }
    }

    @Test
    void everythingAtOnceIsTaken() {
        for (int round = 0; round < 200; round++) {
            char key = KEYS.get(random.nextInt(KEYS.size()));
            double low = -8 - 7 * random.nextDouble();
            double high = low - 6 + 9 * random.nextDouble();
            double off = 3 * random.nextDouble() - 1.5;
            var line =
                    new ToneLine(300)
                            .pause(40)
                            .skip(random.nextInt(102))
                            .key(key, 50, low, high, off)
                            .noise(random, Math.min(low, high) - 15);
            assertEquals(String.valueOf(key), line.keys(Law.PCMU), "round " + round);
        }
    }

    @ParameterizedTest
    @EnumSource(Law.class)
    void noiseOfFifteenDecibelsBelowHidesNoKeyAndIsNone(Law law) {
        var line = new ToneLine(200 * 100).noise(random, -22);
        var pressed = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            char key = KEYS.get(random.nextInt(KEYS.size()));
            line.pause(50).key(key, 50);
            pressed.append(key);
        }
        assertEquals(pressed.toString(), line.keys(law));
        assertEquals("", new ToneLine(60_000).noise(random, -10).keys(law));
    }

    @Test
    void fastKeysAreTwoAlikeOrNot() {
        for (char key : KEYS) {
            for (int shift = 0; shift < 51; shift += 5) {
                var line = new ToneLine(400).pause(30).skip(shift);
                line.key(key, 40).pause(40).key(key, 40).pause(40).key('5', 40);
                assertEquals(key + "" + key + "5", line.keys(Law.PCMA));
            }
        }
        assertEquals("12", new ToneLine(300).key('1', 60).key('2', 60).keys(Law.PCMU));
    }

    @Test
    void anInterruptionOfTenMillisecondsMakesNoSecondKey() {
        for (char key : KEYS) {
            for (int shift = 0; shift < 51; shift += 5) {
                var line = new ToneLine(400).pause(30).skip(shift);
                line.key(key, 60).pause(10).key(key, 60);
                assertEquals(String.valueOf(key), line.keys(Law.PCMU));
            }
        }
    }

    @Test
    void aLongPressIsOne() {
        assertEquals("9", new ToneLine(3_000).pause(50).key('9', 2_500).keys(Law.PCMU));
    }

    @Test
    void dialToneBeneathHidesNoKeyAndIsNone() {
        for (char key : KEYS) {
            var line = new ToneLine(400).pause(100).key(key, 50);
            line.beneath(350, -13).beneath(440, -13);
            assertEquals(String.valueOf(key), line.keys(Law.PCMU), key + " over 350 + 440 Hz");
            var other = new ToneLine(400).pause(100).key(key, 50).beneath(425, -10);
            assertEquals(String.valueOf(key), other.keys(Law.PCMA), key + " over 425 Hz");
        }
        assertEquals("", new ToneLine(5_000).beneath(350, -10).beneath(440, -10).keys(Law.PCMU));
    }

    @Test
    void oneToneOrAThirdOneIsNoKey() {
        assertEquals("", new ToneLine(500).beneath(697, -10).keys(Law.PCMU));
        assertEquals("", new ToneLine(500).beneath(1209, -10).keys(Law.PCMU));
        var three = new ToneLine(500).beneath(697, -10).beneath(1209, -10).beneath(1000, -12);
        assertEquals("", three.keys(Law.PCMU));
    }

    @Test
    void itSoundsFromWhenItIsCertainToItsEnd() {
        var detector = new DtmfDetector();
        var tone = DtmfTones.of(5);
        var frame = new byte[Prompt.FRAME];
        assertFalse(detector.isSounding());
        int certainAfter = 0;
        for (int i = 1; i <= 5; i++) {
            tone.copyFrame(Law.PCMU, i, frame, 0);
            if (detector.hear(Law.PCMU, frame, 0, frame.length) == '5') {
                certainAfter = i;
            }
        }
        assertEquals(2, certainAfter, "frames");
        assertTrue(detector.isSounding());
        assertTrue(detector.durationMillis() >= 31 && detector.durationMillis() <= 45);
        Arrays.fill(frame, G711.silence(Law.PCMU));
        detector.hear(Law.PCMU, frame, 0, frame.length);
        detector.hear(Law.PCMU, frame, 0, frame.length);
        assertFalse(detector.isSounding());
    }
}
