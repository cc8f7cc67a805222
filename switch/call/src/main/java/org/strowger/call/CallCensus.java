package org.strowger.call;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * How many calls, legs and scripts there are now.
 *
 * @param byState calls by {@link CallSummary#state}, each state named, also those nobody is in
 */
public record CallCensus(SequencedMap<String, Integer> byState, int legs, int scripts) {

    /** In one pass: with 4,000 calls it is the longest that the signalling thread is asked. */
    static CallCensus of(Collection<Call> calls) {
        var cells = new EnumMap<Call.State, int[]>(Call.State.class);
        for (var state : Call.State.values()) {
            cells.put(state, new int[1]);
        }
        int legs = 0;
        int scripts = 0;
        for (var call : calls) {
            cells.computeIfAbsent(call.state(), _ -> new int[1])[0]++;
            legs += call.legs().size();
            scripts += call.script().runs() ? 1 : 0;
        }
        var byState = new TreeMap<String, Integer>();
        cells.forEach((state, cell) -> byState.put(state.name().toLowerCase(Locale.ROOT), cell[0]));
        return new CallCensus(byState, legs, scripts);
    }

    /** The Call-IDs of every call that has several legs, the caller's first. */
    static List<List<String>> dialogs(Collection<Call> calls) {
        return calls.stream()
                .map(call -> call.log().dialogs())
                .filter(ids -> ids.size() > 1)
                .toList();
    }
}
