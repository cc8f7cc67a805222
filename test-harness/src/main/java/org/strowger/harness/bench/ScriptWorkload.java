package org.strowger.harness.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.strowger.ivr.Interpreter;
import org.strowger.ivr.IvrEvent;
import org.strowger.ivr.Node;
import org.strowger.ivr.Script;

/** A caller in a menu: answered, question heard, silence, question again, right key, queue. */
@State(Scope.Thread)
public class ScriptWorkload {

    private static final long WAIT_MICROS = 3_000_000;

    private final Script script = script();

    private static Script script() {
        var nodes = new LinkedHashMap<String, Node>();
        nodes.put(
                "start",
                new Node.Menu(
                        List.of("ask"),
                        Map.of('1', "queue", '2', "end"),
                        2,
                        WAIT_MICROS,
                        List.of("silence"),
                        List.of("wrong"),
                        "end",
                        "end"));
        nodes.put("queue", new Node.Queue("support", 0, "end"));
        nodes.put("end", new Node.HangUp());
        return new Script("bench", "start", "en", nodes);
    }

    /** One caller. */
    @Benchmark
    public int call() {
        var start = Interpreter.start(script);
        var asked = Interpreter.step(start.next(), new IvrEvent.Answered());
        var heard = Interpreter.step(asked.next(), new IvrEvent.Played(1));
        var silent = Interpreter.step(heard.next(), new IvrEvent.TimeOut(1));
        var keyed = Interpreter.step(silent.next(), new IvrEvent.Key('1'));
        if (keyed.commands().isEmpty()) {
            throw new IllegalStateException("the key led nowhere");
        }
        return start.commands().size() + keyed.commands().size();
    }
}
