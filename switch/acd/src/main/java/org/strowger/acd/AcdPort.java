package org.strowger.acd;

/** The way into the distributor, as the signalling thread sees it. */
@FunctionalInterface
public interface AcdPort {

    /**
     * Publishes one event, complete and stamped.
     *
     * @return false when the ring is full; the caller keeps the event and tries again, never waits
     */
    boolean tryPublish(AcdEvent event);
}
