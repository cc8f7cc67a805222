package org.strowger.sip.trace;

import org.jspecify.annotations.Nullable;
import org.strowger.base.Clock;
import org.strowger.sip.Flow;

/**
 * Tells a listener of every message that the transport receives or sends. Without one, which is the
 * rule, it costs one volatile read a message. Any thread.
 */
public final class SipTap {

    /** Who hears; called on I/O loops and the signalling thread, and must not wait. */
    @FunctionalInterface
    public interface Listener {
        void traced(Traced event);
    }

    private final Clock clock;
    private volatile @Nullable Listener listener;

    public SipTap(Clock clock) {
        this.clock = clock;
    }

    /** From now on this one hears, or nobody. */
    public void listener(@Nullable Listener next) {
        listener = next;
    }

    /**
     * A message came.
     *
     * @param octets as they came, malformed or not; nobody changes them
     */
    public void received(Flow flow, byte[] octets) {
        var hears = listener;
        if (hears != null) {
            hears.traced(new TracedMessage(clock.nowMicros(), false, flow, octets));
        }
    }

    /** The time of now, for {@link #sent}; 0 while nobody listens. */
    public long now() {
        return listener == null ? 0 : clock.nowMicros();
    }

    /**
     * A message was handed to a socket.
     *
     * @param atMicros when that began, so that its answer is not older than itself; 0 is not told
     * @param octets nobody changes them
     */
    public void sent(long atMicros, Flow flow, byte[] octets) {
        var hears = atMicros == 0 ? null : listener;
        if (hears != null) {
            hears.traced(new TracedMessage(atMicros, true, flow, octets));
        }
    }

    /** Two dialogs are legs of one call. */
    public void linked(String callId, String otherCallId) {
        var hears = listener;
        if (hears != null) {
            hears.traced(new LegLink(callId, otherCallId));
        }
    }
}
