package org.strowger.media;

import java.util.Arrays;
import java.util.Random;
import org.strowger.media.RtpFormat.Law;

/** What is on a line for a while, made of tones and noise; then heard frame by frame. */
final class ToneLine {

    private static final int RATE = 8_000;

    private final double[] samples;
    private int at; // where what is added next begins

    ToneLine(int millis) {
        samples = new double[millis * RATE / 1_000];
    }

    /** Goes on later, by samples. */
    ToneLine skip(int count) {
        at += count;
        return this;
    }

    ToneLine pause(int millis) {
        return skip(millis * RATE / 1_000);
    }

    /** A key for so long; the place moves behind it. */
    ToneLine key(char key, int millis) {
        return key(key, millis, -10, -10, 0);
    }

    /** The same, each tone with its level in dBm0, and off by so many hundredths. */
    ToneLine key(char key, int millis, double low, double high, double percentOff) {
        int count = millis * RATE / 1_000;
        double by = 1 + percentOff / 100;
        sine(DtmfTones.low(key) * by, low, at, count);
        sine(DtmfTones.high(key) * by, high, at, count);
        at += count;
        return this;
    }

    /** A tone beneath all of it. */
    ToneLine beneath(double hertz, double dbm0) {
        sine(hertz, dbm0, 0, samples.length);
        return this;
    }

    /** White noise over all of it. */
    ToneLine noise(Random random, double dbm0) {
        double deviation = DtmfTones.peak(dbm0) / Math.sqrt(2);
        for (int i = 0; i < samples.length; i++) {
            samples[i] += deviation * random.nextGaussian();
        }
        return this;
    }

    private void sine(double hertz, double dbm0, int from, int count) {
        double peak = DtmfTones.peak(dbm0);
        for (int i = from; i < Math.min(from + count, samples.length); i++) {
            samples[i] += peak * Math.sin(2 * Math.PI * hertz * (i - from) / RATE);
        }
    }

    /** The keys that a detector finds. */
    String keys(Law law) {
        return keys(law, samples);
    }

    /** The keys that a detector finds in any sound. */
    static String keys(Law law, double[] sound) {
        var detector = new DtmfDetector();
        var frame = new byte[Prompt.FRAME];
        var keys = new StringBuilder();
        for (int from = 0; from < sound.length; from += frame.length) {
            Arrays.fill(frame, G711.silence(law));
            for (int i = 0; i < Math.min(frame.length, sound.length - from); i++) {
                double value = Math.clamp(sound[from + i], Short.MIN_VALUE, Short.MAX_VALUE);
                frame[i] = G711.encode(law, (int) Math.round(value));
            }
            char key = detector.hear(law, frame, 0, frame.length);
            if (key != DtmfDetector.NONE) {
                keys.append(key);
            }
        }
        return keys.toString();
    }
}
