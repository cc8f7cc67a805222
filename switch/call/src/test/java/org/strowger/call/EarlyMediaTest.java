package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Caller;
import org.strowger.sip.sdp.Codec;

/** What a caller hears of who is called before anybody answers. */
class EarlyMediaTest {

    private final Laboratory lab = new Laboratory();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, lab.switchboard.liveCalls(), "calls");
        assertEquals(0, lab.media.portsInUse(), "ports");
    }

    private FakeSip.Incoming offersLate() {
        var caller = new FakeSip.Incoming(new Caller.Trunk("peer"), "5551001", "4003");
        caller.offer = null;
        caller.events = lab.switchboard.incoming(caller);
        lab.run();
        return caller;
    }

    @Test
    void letsTheCallerHearWhatATrunkSaysBeforeItAnswers() {
        var caller = lab.dials("5551001", "4003");
        var early = FakeSip.session(6_002, Codec.PCMA);
        lab.then(() -> lab.rung().events.ringing(183, early));
        lab.then(() -> lab.rung().events.ringing(180, null));
        assertEquals(List.of("183 [PCMA]"), caller.heard);
        assertEquals("bridge", lab.media.legs.getFirst().did.getLast());
        assertTrue(lab.media.legs.getLast().did.contains("connect PCMA 6002"));
        lab.then(() -> lab.rung().rejects(404));
        assertEquals(List.of("183 [PCMA]", "404"), caller.heard);
        lab.then(caller::confirmsEnd);
    }

    @Test
    void ringsWhereNothingCanBeHeardBeforeTheAnswer() {
        var caller = offersLate();
        lab.then(() -> lab.rung().events.ringing(183, FakeSip.session(6_002, Codec.PCMU)));
        assertEquals(List.of("180"), caller.heard);
        lab.then(() -> lab.rung().rejects(404), caller::confirmsEnd);
    }

    /** The PRACK of our 180 brings the answer to our offer, and no further 18x comes. */
    @Test
    void whoOffersLateHearsTheToneThatIsThereAsSoonAsHeCan() {
        var caller = offersLate();
        lab.then(() -> lab.rung().events.ringing(183, FakeSip.session(6_002, Codec.PCMU)));
        assertFalse(lab.media.legs.getFirst().did.contains("bridge"));
        lab.then(() -> caller.events().answered(FakeSip.session(5_004, Codec.PCMU)));
        assertEquals(List.of("connect PCMU 5004", "bridge"), lab.media.legs.getFirst().did);
        assertEquals(List.of("180"), caller.heard);
        lab.then(() -> lab.rung().rejects(404), caller::confirmsEnd);
    }

    /** A phone that only rings has no tone of its own. */
    @Test
    void whoOffersLateHearsNobodyWhoOnlyRings() {
        var caller = offersLate();
        lab.then(() -> lab.rung().events.ringing(180, null));
        lab.then(() -> caller.events().answered(FakeSip.session(5_004, Codec.PCMU)));
        assertEquals(List.of("connect PCMU 5004"), lab.media.legs.getFirst().did);
        lab.then(() -> lab.rung().rejects(404), caller::confirmsEnd);
    }
}
