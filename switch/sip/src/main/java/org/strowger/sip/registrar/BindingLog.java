package org.strowger.sip.registrar;

/**
 * Where bindings are written down, so that a restart forgets none. Told on the signalling thread,
 * in order; never waits.
 */
public interface BindingLog {

    /** For a switch that keeps none. */
    BindingLog NONE =
            new BindingLog() {
                @Override
                public void bound(KeptBinding binding) {}

                @Override
                public void unbound(String user, String identity) {}
            };

    /** A contact is new, or was refreshed. */
    void bound(KeptBinding binding);

    /** A contact is gone; perhaps one that was never told of. */
    void unbound(String user, String identity);
}
