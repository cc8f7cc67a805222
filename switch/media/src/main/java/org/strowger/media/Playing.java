package org.strowger.media;

/**
 * How prompts are played.
 *
 * @param times how often, one after the other; {@link #FOR_EVER} until something else is asked for
 * @param decibels louder, or fainter when negative; {@link #FAINTEST} to {@link #LOUDEST}
 */
public record Playing(int times, int decibels) {

    public static final int FOR_EVER = 0;
    public static final int FAINTEST = -40;
    public static final int LOUDEST = 20;

    /** Once, as they are. */
    public static final Playing ONCE = new Playing(1, 0);

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException for what is not within its limits
     */
    public Playing {
        if (times < 0 || decibels < FAINTEST || decibels > LOUDEST) {
            throw new IllegalArgumentException(
                    "prompts cannot be played %d times at %d dB".formatted(times, decibels));
        }
    }
}
