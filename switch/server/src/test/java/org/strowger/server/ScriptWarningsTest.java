package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.Skill;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;
import org.strowger.ivr.Node;
import org.strowger.ivr.QueueRequest;
import org.strowger.ivr.Script;

class ScriptWarningsTest {

    private static final QueueId SALES = new QueueId("sales");
    private static final AcdConfig CONFIG =
            new AcdConfig(
                    List.of(new AcdConfig.Queue(SALES, List.of(), 0, 15_000_000, 2_000_000, 2, 1)),
                    List.of(
                            new AcdConfig.Agent(
                                    new AgentId("1001"),
                                    List.of(SALES),
                                    List.of(new Skill("tax", 5)),
                                    true)));

    private static List<String> warnings(String needs) {
        var script =
                new Script(
                        "hotline",
                        "wait",
                        "en",
                        Map.of(
                                "wait",
                                new Node.Queue(
                                        "sales", new QueueRequest(0, needs, "", "", 0), "end"),
                                "end",
                                new Node.HangUp()));
        return new ScriptWarnings(CONFIG).find(List.of(script));
    }

    @Test
    void whatNobodyCanDoIsNamedWithItsPlace() {
        assertEquals(
                List.of(
                        "hotline.yaml, node wait: no agent can serve callers of queue sales who"
                                + " need tax >= 6"),
                warnings("tax >= 6"));
    }

    @Test
    void whatSomebodyCanDoIsNot() {
        assertEquals(List.of(), warnings("tax >= 5"));
        assertEquals(List.of(), warnings(""));
    }
}
