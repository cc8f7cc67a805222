package org.strowger.sip.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which dialogs are legs of one call, for the newest calls. Belongs to one thread. */
public final class LegLinks {

    private static final int DIALOGS = 20_000;
    private static final int LEGS = 32;

    /** Call-IDs by Call-ID; the one that was linked first goes first. */
    private final Map<String, List<String>> links =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
                    return size() > DIALOGS;
                }
            };

    /** Notes both directions. What one dialog has beyond 32 others is not noted. */
    public void add(LegLink link) {
        add(link.callId(), link.otherCallId());
        add(link.otherCallId(), link.callId());
    }

    private void add(String callId, String other) {
        var known = of(callId);
        if (known.size() < LEGS && !known.contains(other)) {
            var more = new ArrayList<>(known);
            more.add(other);
            links.put(callId, List.copyOf(more));
        }
    }

    /** The other legs that were linked with this one. */
    public List<String> of(String callId) {
        return links.getOrDefault(callId, List.of());
    }

    public void clear() {
        links.clear();
    }
}
