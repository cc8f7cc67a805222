package org.strowger.harness.load;

/** A run cannot go on; the message is one line for whoever typed the command. */
public final class LoadFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LoadFailure(String message) {
        super(message);
    }

    public LoadFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
