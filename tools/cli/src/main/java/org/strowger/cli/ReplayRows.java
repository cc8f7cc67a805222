package org.strowger.cli;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.ring.Measures;
import org.strowger.acd.ring.Measures.Sums;
import org.strowger.base.QueueId;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The measures of one run, or of two side by side, as rows of a list. */
final class ReplayRows {

    private static final String ALL = "all";

    private final ArrayNode rows = new JsonMapper().createArrayNode();
    private final Measures recorded;
    private final @Nullable Measures other;

    private ReplayRows(Measures recorded, @Nullable Measures other) {
        this.recorded = recorded;
        this.other = other;
    }

    /** All queues together, then each of both. */
    static ArrayNode of(Measures recorded, @Nullable Measures other) {
        var list = new ReplayRows(recorded, other);
        list.add(ALL, "occupancy, %", m -> shown(m.occupancy()));
        list.sums(ALL, Measures::all);
        SequencedSet<QueueId> queues = new LinkedHashSet<>(recorded.queues().keySet());
        if (other != null) {
            queues.addAll(other.queues().keySet());
        }
        for (var queue : queues) {
            list.sums(queue.value(), m -> m.queues().getOrDefault(queue, new Sums()));
        }
        return list.rows;
    }

    private void sums(String queue, Function<Measures, Sums> of) {
        add(queue, "offered", m -> "" + of.apply(m).offered());
        add(queue, "answered", m -> "" + of.apply(m).answered());
        add(queue, "service level, %", m -> shown(of.apply(m).serviceLevel()));
        add(queue, "ASA, s", m -> shown(of.apply(m).asa()));
        add(queue, "longest wait, s", m -> shown(of.apply(m).longestWait()));
        add(queue, "abandoned", m -> "" + of.apply(m).abandoned());
        add(queue, "short-abandoned", m -> "" + of.apply(m).shortAbandoned());
        add(queue, "abandonment, %", m -> shown(of.apply(m).abandonment()));
        add(queue, "left otherwise", m -> "" + of.apply(m).otherwise());
        add(queue, "waiting at the end", m -> "" + of.apply(m).waiting());
    }

    private void add(String queue, String measure, Function<Measures, String> value) {
        var row = rows.addObject().put("queue", queue).put("measure", measure);
        row.put("recorded", value.apply(recorded));
        if (other != null) {
            row.put("otherwise", value.apply(other));
        }
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
