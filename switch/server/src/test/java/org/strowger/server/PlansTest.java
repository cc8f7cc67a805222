package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.call.Destination;
import org.strowger.media.Prompts;
import org.strowger.server.conf.ConfReader;
import org.strowger.sip.Caller;

class PlansTest {

    private final Plans plans = Plans.of(ConfReader.read(Path.of("../../conf")));

    @Test
    void leadsEveryNumberOfTheDefaultSomewhere() {
        var everybody = new Caller.Trunk("peer");
        for (var number : new String[] {"4000", "4001", "4002", "4004"}) {
            assertInstanceOf(
                    Destination.RunScript.class,
                    plans.numbers().find(number, everybody).orElseThrow());
        }
        assertEquals(
                new Destination.ThroughTrunk("peer", "4003"),
                plans.numbers().find("4003", everybody).orElseThrow());
        assertTrue(plans.numbers().find("1001", everybody).isEmpty());
        assertEquals(
                new Destination.RingUser("1001"),
                plans.numbers().find("1001", new Caller.User("1002")).orElseThrow());
    }

    @Test
    void hasASoundForEveryFeatureCode() {
        var prompts = Prompts.load(Path.of("../../ivr-scripts/prompts"));
        for (var code : new String[] {"*11", "*12", "*13", "*14"}) {
            var destination = plans.numbers().find(code, new Caller.User("1001")).orElseThrow();
            var feature = assertInstanceOf(Destination.AgentFeature.class, destination);
            assertTrue(prompts.ids().contains("en/" + feature.confirmation().name()), code);
        }
    }

    @Test
    void givesTheDistributorQueuesAndAgentsInTheOrderOfTheFiles() {
        var ids = plans.acd().agents().stream().map(agent -> agent.id().value()).toList();
        assertEquals(List.of("1001", "1002", "1003"), ids);
        assertEquals(2_000_000, plans.acd().queues().getFirst().wrapUpMicros());
    }
}
