package org.strowger.harness.city;

/**
 * The machine lost its power in the middle of a write. Not an IOException: the switch lives no
 * longer, so it must not get the chance to try again.
 */
public final class PowerFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PowerFailure() {
        super("the power failed");
    }
}
