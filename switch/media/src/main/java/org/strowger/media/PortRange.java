package org.strowger.media;

/**
 * UDP ports, on every address of the engine.
 *
 * @param first at least 1
 * @param last inclusive, at most 65 535
 */
public record PortRange(int first, int last) {

    /** Refuses what is no range of ports. */
    public PortRange {
        if (first < 1 || last > 65_535 || first > last) {
            throw new IllegalArgumentException(
                    "RTP ports must be 1 to 65535, the lower first, but are %d to %d"
                            .formatted(first, last));
        }
    }

    /** How many ports. */
    public int size() {
        return last - first + 1;
    }
}
