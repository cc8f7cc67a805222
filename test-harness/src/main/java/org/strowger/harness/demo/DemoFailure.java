package org.strowger.harness.demo;

/** Something in the demonstration was not as it should be. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
