package org.strowger.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.Coverage;
import org.strowger.acd.Needs;
import org.strowger.base.QueueId;
import org.strowger.ivr.Node;
import org.strowger.ivr.Script;

/** Finds what scripts ask for and nobody can do. */
final class ScriptWarnings {

    private final Coverage coverage;
    private final List<String> found = new ArrayList<>();

    ScriptWarnings(AcdConfig config) {
        this.coverage = new Coverage(config);
    }

    /** Each with its script and node. */
    List<String> find(Iterable<Script> scripts) {
        for (var script : scripts) {
            script.nodes()
                    .forEach((name, node) -> {
                        if (node instanceof Node.Queue queue) {
                            check(script.name() + ".yaml, node " + name, queue);
                        }
                    });
        }
        return List.copyOf(found);
    }

    private void check(String where, Node.Queue node) {
        var needs = node.request().needs();
        if (needs.isEmpty()) {
            return; // What the queue asks for is looked at with the queue.
        }
        var first = coverage.served(new QueueId(node.queue()), Needs.parse(needs));
        if (first == null) {
            found.add(
                    "%s: no agent can serve callers of queue %s who need %s"
                            .formatted(where, node.queue(), needs));
        } else if (first > 0) {
            found.add(
                    "%s: no agent can serve callers of queue %s who need %s before %d s have passed"
                            .formatted(
                                    where,
                                    node.queue(),
                                    needs,
                                    TimeUnit.MICROSECONDS.toSeconds(first)));
        }
    }
}
