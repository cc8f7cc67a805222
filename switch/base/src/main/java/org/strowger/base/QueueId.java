package org.strowger.base;

/** The name of one queue, as the configuration gives it. */
public record QueueId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
