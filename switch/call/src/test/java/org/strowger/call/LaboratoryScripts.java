package org.strowger.call;

import java.util.List;
import java.util.Map;
import org.strowger.ivr.Node;
import org.strowger.ivr.QueueRequest;
import org.strowger.ivr.Script;

/** The scripts of a {@link Laboratory}. */
final class LaboratoryScripts {

    private LaboratoryScripts() {}

    /** Leads into queue support, and asks for as much as a script can. */
    static Script asking() {
        return new Script(
                "asking",
                "queue",
                "en",
                Map.of(
                        "queue",
                        new Node.Queue("support", Laboratory.ASKED, "end"),
                        "end",
                        new Node.HangUp()));
    }

    /**
     * Queue support, key 1 out of it to an echo; a busy tone for who would have to wait too long.
     */
    static Script leaving() {
        var queue =
                new Node.Queue(
                        "support",
                        QueueRequest.of(0),
                        "end",
                        Map.of("full", "busy"),
                        Map.of('1', "echo"));
        return new Script(
                "leaving",
                "queue",
                "en",
                Map.of(
                        "queue", queue,
                        "echo", new Node.Echo(),
                        "busy", new Node.Play(List.of("tone/busy"), "end"),
                        "end", new Node.HangUp()));
    }

    /** Connects the caller with a number, and plays busy tone when that fails. */
    static Script connecting(String number) {
        return new Script(
                "connecting",
                "out",
                "en",
                Map.of(
                        "out", new Node.Transfer(number, "busy"),
                        "busy", new Node.Play(List.of("tone/busy"), "end"),
                        "end", new Node.HangUp()));
    }

    /**
     * Key 1 leads into queue support before the others who wait there, key 2 behind them, and key 3
     * from there to a callback.
     */
    static Script chosen() {
        var tone = List.of("tone/busy");
        return new Script(
                "chosen",
                "menu",
                "en",
                Map.of(
                        "menu",
                        new Node.Menu(
                                tone,
                                Map.of('1', "before", '2', "behind", '3', "book"),
                                1,
                                5_000_000,
                                tone,
                                tone,
                                "end",
                                "end"),
                        "before",
                        new Node.Queue("support", Laboratory.URGENT, "end"),
                        "behind",
                        new Node.Queue(
                                "support",
                                QueueRequest.of(0),
                                "end",
                                Map.of(),
                                Map.of('3', "book")),
                        "book",
                        new Node.Callback("support", 0, "end", "end"),
                        "end",
                        new Node.HangUp()));
    }
}
