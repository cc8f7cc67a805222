package org.strowger.harness.phone;

/** What a test waited for did not come in time; the message says what it was and what came. */
public final class NotInTimeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotInTimeException(String message) {
        super(message);
    }
}
