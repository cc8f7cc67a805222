package org.strowger.media;

import java.util.List;

/**
 * A tone of the network, by its cadence: parts one after the other, then from the first again.
 *
 * @param parts at least one
 */
record Tone(List<Part> parts) {

    /** Of a single frequency; with two each has 3 dB less. In the middle of what E.180 asks for. */
    private static final double LEVEL_DBM0 = -12;

    private static final int SAMPLES_PER_MILLI = Prompt.FRAME / 20;

    /**
     * A sound or a pause.
     *
     * @param hertz frequencies that are heard together; none for a pause
     */
    record Part(int millis, List<Integer> hertz) {}

    Tone {
        parts = List.copyOf(parts);
    }

    /** Milliseconds of tone and pause in turns, beginning with a tone of these frequencies. */
    static Tone of(List<Integer> hertz, int... millis) {
        var parts = new Part[millis.length];
        for (int i = 0; i < millis.length; i++) {
            parts[i] = new Part(millis[i], i % 2 == 0 ? hertz : List.of());
        }
        return new Tone(List.of(parts));
    }

    /** Milliseconds after which it is the same again. */
    int period() {
        return parts.stream().mapToInt(Part::millis).sum();
    }

    /**
     * Its sound.
     *
     * @param periods how many of them; made more where they do not fill the last frame
     */
    short[] render(int periods) {
        int count = periods;
        while (count * period() * SAMPLES_PER_MILLI % Prompt.FRAME != 0) {
            count++;
        }
        var samples = new short[count * period() * SAMPLES_PER_MILLI];
        int at = 0;
        for (int i = 0; i < count; i++) {
            for (var part : parts) {
                int end = at + part.millis * SAMPLES_PER_MILLI;
                for (int from = at; at < end; at++) {
                    samples[at] = sample(part.hertz, at - from);
                }
            }
        }
        return samples;
    }

    private static short sample(List<Integer> hertz, int at) {
        double sum = 0;
        for (int frequency : hertz) {
            sum += Math.sin(2 * Math.PI * frequency * at / 8_000);
        }
        double peak = DtmfTones.peak(LEVEL_DBM0 - (hertz.size() > 1 ? 3 : 0));
        return (short) Math.round(peak * sum);
    }
}
