package org.strowger.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The slots in which calls are parked. As many as the number plan has. */
final class Parking {

    private final Map<String, ParkedCall> taken = new HashMap<>();

    /** The first of these that is free; empty when none is. */
    String free(List<String> slots) {
        return slots.stream().filter(slot -> !taken.containsKey(slot)).findFirst().orElse("");
    }

    /** What is parked there; null for nothing. */
    @Nullable ParkedCall in(String slot) {
        return taken.get(slot);
    }

    void put(String slot, ParkedCall call) {
        taken.put(slot, call);
    }

    void remove(String slot, ParkedCall call) {
        taken.remove(slot, call);
    }
}
