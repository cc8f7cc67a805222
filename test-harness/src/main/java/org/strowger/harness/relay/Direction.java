package org.strowger.harness.relay;

/** Which way a datagram goes. */
public enum Direction {
    TO_SWITCH,
    FROM_SWITCH
}
