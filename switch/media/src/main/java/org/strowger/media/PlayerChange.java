package org.strowger.media;

/** Changes how that sounds which a leg is played now, until something else is asked for. */
public sealed interface PlayerChange {

    /** Prompts stand still, and nothing is sent. Music and tones go on. */
    record Pause() implements PlayerChange {}

    /** Prompts go on from where they were paused. */
    record Resume() implements PlayerChange {}

    /**
     * Prompts go on from another place: at most from their beginning, and beyond their end they are
     * over.
     *
     * @param millis from here, backwards when negative
     */
    record Seek(int millis) implements PlayerChange {}

    /**
     * How loud it is.
     *
     * @param decibels more than as it is, or less when negative; {@link Playing#FAINTEST} to {@link
     *     Playing#LOUDEST}
     */
    record Volume(int decibels) implements PlayerChange {

        /**
         * Checks it.
         *
         * @throws IllegalArgumentException for what is not within the limits
         */
        public Volume {
            var _ = new Playing(1, decibels);
        }
    }
}
