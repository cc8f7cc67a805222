package org.strowger.acd;

/** A text that is no expression of {@link Needs}. */
public final class MalformedNeeds extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final int offset;

    MalformedNeeds(int offset, String message) {
        super(message);
        this.offset = offset;
    }

    /** Where it goes wrong: so many characters from the begin of the text. */
    public int offset() {
        return offset;
    }
}
