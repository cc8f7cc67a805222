package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.call.FakeSip.Asked;
import org.strowger.sip.Caller;

/** Who traces a call hears which dialogs are its legs. */
class LegLinksTest {

    private final Laboratory lab = new Laboratory();

    @Test
    void eachLegIsLinkedWithTheCallers() {
        var told = new ArrayList<String>();
        lab.switchboard.tellLinks((callId, other) -> told.add(callId + " " + other));
        lab.registers(AGENT, OTHER_AGENT);
        var first = lab.waits("5551001");
        var rung = lab.rung();
        assertEquals(List.of("in-5551001 out-0"), told);
        assertEquals(List.of(List.of("in-5551001", "out-0")), lab.switchboard.dialogs());
        lab.then(() -> rung.rejects(486));
        assertEquals(List.of("in-5551001 out-0", "in-5551001 out-1"), told);
        assertEquals(List.of(List.of("in-5551001", "out-0", "out-1")), lab.switchboard.dialogs());
        var alone = lab.dials("5551002", "4004");
        assertEquals(1, lab.switchboard.dialogs().size(), "one leg needs no link");
        lab.then(first::hangsUp, lab.rung()::confirmsEnd, alone::hangsUp);
        assertEquals(List.of(), lab.switchboard.dialogs());
        assertEquals(2, told.size());
    }

    @Test
    void aLegThatComesIntoACallIsLinkedToo() {
        var told = new ArrayList<String>();
        lab.registers(AGENT);
        var first = lab.waits("5551001");
        var rung = lab.rung();
        lab.switchboard.tellLinks((callId, other) -> told.add(callId + " " + other));
        var colleague = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "*8");
        assertEquals(List.of("in-5551001 in-1002"), told);
        lab.then(rung::confirmsEnd, first::hangsUp, colleague::confirmsEnd);
    }

    @Test
    void aLegThatMovesIntoAnotherCallIsLinkedThere() {
        lab.registers(AGENT);
        var first = lab.waits("5551001");
        var agent = lab.rung();
        lab.then(agent::answers);
        var consultation = lab.dials(new Caller.User(AGENT), AGENT, "4003");
        var carrier = lab.rung();
        lab.then(carrier::answers);
        var told = new ArrayList<String>();
        lab.switchboard.tellLinks((callId, other) -> told.add(callId + " " + other));
        lab.then(() -> Asked.attended(agent.events, consultation.events()));
        assertEquals(List.of("in-5551001 out-1"), told);
        lab.then(agent::confirmsEnd, consultation::confirmsEnd);
        lab.then(first::hangsUp, carrier::confirmsEnd);
    }
}
