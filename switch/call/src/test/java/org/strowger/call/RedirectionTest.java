package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.records.Cdr;
import org.strowger.sip.Caller;
import org.strowger.sip.Diversion;
import org.strowger.sip.LegEnd;
import org.strowger.sip.OutgoingCall.Target;
import org.strowger.sip.Trail;

/** A user's phone that answers a call with 302: where it is followed, and where it is not. */
class RedirectionTest {

    private static final Caller USER = new Caller.User("1003");

    private final Laboratory lab = new Laboratory();

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    /** The phone that rings sends the call on. */
    private void sendsTo(String number) {
        var end = new LegEnd(LegEnd.Cause.REJECTED, 302, 0, number);
        lab.then(() -> lab.rung().events.ended(end));
    }

    private List<Target> called() {
        return lab.sip.calls.stream().map(outgoing -> outgoing.call.target()).toList();
    }

    private void rejects(FakeSip.Incoming caller) {
        lab.then(() -> lab.rung().rejects(486), caller::confirmsEnd);
    }

    private Cdr record() {
        return lab.cdrs().getLast();
    }

    @Test
    void aUserIsFollowedToAnother() {
        var caller = lab.dials(USER, "1003", "1001");
        sendsTo("1002");
        assertEquals(List.of(new Target.User("1001"), new Target.User("1002")), called());
        assertEquals(
                List.of(new Diversion("1001", Diversion.Reason.UNCONDITIONAL, false)),
                lab.rung().call.trail().diversions());
        rejects(caller);
        assertEquals("1001", record().divertedBy());
        assertEquals(
                List.of(302, 486), record().legs().stream().skip(1).map(Cdr.Leg::status).toList());
    }

    @Test
    void aUserReachesATrunkThatWay() {
        var caller = lab.dials(USER, "1003", "1001");
        sendsTo("4003");
        assertEquals(new Target.Trunk("peer", "4003"), called().getLast());
        rejects(caller);
    }

    @Test
    void aQueueIsFollowedToo() {
        var caller = lab.dials(USER, "1003", "1001");
        sendsTo("4002");
        assertEquals(1, called().size());
        lab.then(() -> caller.events().confirmed());
        lab.then(caller::hangsUp);
        assertEquals("support", record().queue());
    }

    @Test
    void itIsFollowedThreeTimes() {
        var caller = lab.dials(USER, "1003", "1001");
        sendsTo("1002");
        sendsTo("1001");
        sendsTo("1002");
        assertEquals(4, called().size());
        sendsTo("1001");
        assertEquals(4, called().size());
        assertEquals(List.of("480"), caller.heard);
        lab.then(caller::confirmsEnd);
    }

    @Test
    void nobodySendsACallToItself() {
        var caller = lab.dials(USER, "1003", "1001");
        sendsTo("1001");
        assertEquals(1, called().size());
        lab.then(caller::confirmsEnd);
        assertNull(record().divertedBy());
    }

    @Test
    void aFeatureCodeOrANumberThatIsNoneIsNotFollowed() {
        for (var number : List.of("*13", "9999", "")) {
            var caller = lab.dials(USER, "1003", "1001");
            int before = called().size();
            sendsTo(number);
            assertEquals(before, called().size(), number);
            assertEquals(List.of("480"), caller.heard);
            lab.then(caller::confirmsEnd);
        }
    }

    @Test
    void nobodyButAUserIsSentToATrunk() {
        for (var who : List.of(new Caller.Anonymous(), new Caller.Trunk("peer"))) {
            var caller = lab.dials(who, "5551001", "4007");
            int before = called().size();
            sendsTo("4003");
            assertEquals(before, called().size(), who.toString());
            assertEquals(List.of("480"), caller.heard);
            lab.then(caller::confirmsEnd);
        }
    }

    @Test
    void aStrangerIsSentWhereAStrangerMayCall() {
        var caller = lab.dials(new Caller.Anonymous(), "5551001", "4007");
        sendsTo("1002");
        assertEquals(List.of("480"), caller.heard);
        lab.then(caller::confirmsEnd);
        var other = lab.dials(new Caller.Anonymous(), "5551002", "4007");
        sendsTo("4004");
        assertEquals(List.of("200 [PCMU]"), other.heard);
        lab.then(other::hangsUp);
        assertEquals("1001", record().divertedBy());
    }

    @Test
    void anAgentWhoSendsAnOfferOnHasFailedToTakeIt() {
        lab.registers("1001");
        var caller = lab.waits("5551001");
        assertEquals(new Target.User("1001"), called().getLast());
        sendsTo("1002");
        assertEquals(1, called().size());
        lab.then(caller::hangsUp);
        assertNull(record().divertedBy());
    }

    @Test
    void whatATrunkSaysIsNotFollowed() {
        var caller = lab.dials(USER, "1003", "4003");
        sendsTo("1001");
        assertEquals(1, called().size());
        lab.then(caller::confirmsEnd);
    }

    @Test
    void whoSentTheCallHereIsInTheRecordAndGoesOn() {
        var diversion = new Diversion("+4930", Diversion.Reason.NO_ANSWER, true);
        var trail = new Trail(12, 0, List.of(diversion), false);
        var leg =
                new FakeSip.Incoming(new Caller.Trunk("peer"), "5551001", "4003") {
                    @Override
                    public Trail trail() {
                        return trail;
                    }
                };
        leg.events = lab.switchboard.incoming(leg);
        lab.run();
        assertEquals(trail, lab.rung().call.trail());
        rejects(leg);
        assertEquals("+4930", record().divertedBy());
    }
}
