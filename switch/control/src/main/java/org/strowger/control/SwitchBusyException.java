package org.strowger.control;

/** The switch did not answer in time; 503 to whoever asked. */
public final class SwitchBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SwitchBusyException(String question, Throwable cause) {
        super("the switch did not answer in time: " + question, cause);
    }
}
