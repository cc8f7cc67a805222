package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
