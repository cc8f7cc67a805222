package org.strowger.sip.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which messages one viewer is shown: those of calls in which somebody has a number, or of one
 * Call-ID; with every other leg that is known to belong to such a call. Belongs to one thread.
 */
public final class Follow {

    private static final int FOLLOWED = 2_000;

    /**
     * What is looked for; null for any.
     *
     * @param number user of From, To or Request-URI
     * @param method of CSeq
     */
    public record Wanted(
            @Nullable String number, @Nullable String callId, @Nullable String method) {

        /** Whether single calls are looked for. */
        public boolean isOfCalls() {
            return number != null || callId != null;
        }
    }

    private final Wanted wanted;
    private final LegLinks links;

    /** Call-IDs, the one that was followed first goes first. */
    private final Map<String, Boolean> followed =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > FOLLOWED;
                }
            };

    /**
     * Follows nothing yet.
     *
     * @param links legs of one call, as they become known
     */
    public Follow(Wanted wanted, LegLinks links) {
        this.wanted = wanted;
        this.links = links;
    }

    public Wanted wanted() {
        return wanted;
    }

    /**
     * Follows the call of this message from now on, if it is one of those wanted.
     *
     * @return other Call-IDs that are followed from now on for its sake
     */
    public List<String> meet(Sketch message) {
        if (message.isMalformed() || !wanted.isOfCalls()) {
            return List.of();
        }
        boolean named = wanted.number() == null || message.names(wanted.number());
        boolean called = wanted.callId() == null || message.callId().equals(wanted.callId());
        return named && called ? follow(message.callId()) : List.of();
    }

    /**
     * Two dialogs are legs of one call: who follows one follows both.
     *
     * @return Call-IDs that are followed from now on
     */
    public List<String> linked(LegLink link) {
        if (followed.containsKey(link.callId())) {
            return follow(link.otherCallId(), true);
        }
        return followed.containsKey(link.otherCallId()) ? follow(link.callId(), true) : List.of();
    }

    private List<String> follow(String callId) {
        return follow(callId, false);
    }

    private List<String> follow(String callId, boolean tellItToo) {
        var begun = new ArrayList<String>();
        var next = new ArrayDeque<String>();
        // Not by what is followed: that forgets its eldest, and a wide call would never end.
        var met = new HashSet<String>();
        next.add(callId);
        while (!next.isEmpty() && met.size() < FOLLOWED) {
            var id = next.remove();
            if (met.add(id) && followed.putIfAbsent(id, true) == null) {
                if (tellItToo || !id.equals(callId)) {
                    begun.add(id);
                }
                next.addAll(links.of(id));
            }
        }
        return begun;
    }

    /** Whether the message is to be shown. */
    public boolean shows(Sketch message) {
        boolean method = wanted.method() == null || wanted.method().equals(message.method());
        return method && (!wanted.isOfCalls() || followed.containsKey(message.callId()));
    }
}
