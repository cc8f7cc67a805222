package org.strowger.sip.trunk;

/** A text that can be looked at only so often: an end for expressions that would try for ever. */
final class BoundedText implements CharSequence {

    private static final int MAX_LOOKS = 20_000;

    /** The expression has tried too long. */
    static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    private final String text;
    private int looks;

    BoundedText(String text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        looks++;
        if (looks > MAX_LOOKS) {
            throw new TooManySteps();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
