package org.strowger.harness.process;

/** Mounting is not allowed here, or there is no mount; the message says which. */
public final class CannotMountException extends Exception {

    private static final long serialVersionUID = 1;

    /** With what is said to people. */
    public CannotMountException(String message) {
        super(message);
    }

    CannotMountException(String message, Throwable cause) {
        super(message, cause);
    }
}
