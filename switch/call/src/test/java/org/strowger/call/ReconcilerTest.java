package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.STRANGER_TO_TEAM;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AgentState;
import org.strowger.acd.OfferId;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.sip.Caller;

class ReconcilerTest {

    private static final AgentId ALICE = new AgentId("alice");
    private static final OfferId OFFER = new OfferId(7);
    private static final CallId CALL = new CallId("c1");
    private static final long ROUND = Reconciler.ROUND_MICROS;

    private final Set<OfferId> living = new HashSet<>();
    private final Set<AgentId> inCalls = new HashSet<>();
    private final List<AcdEvent> told = new ArrayList<>();
    private final Reconciler reconciler =
            new Reconciler(
                    new Reconciler.Legs() {
                        @Override
                        public boolean lives(OfferId offer) {
                            return living.contains(offer);
                        }

                        @Override
                        public boolean inCall(AgentId agent) {
                            return inCalls.contains(agent);
                        }
                    },
                    told::add);

    private long now = 5_000_000;

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            reconciler.tick(now);
            now += ROUND;
        }
    }

    @Test
    void aTalkWithoutALegIsEndedInTheSecondRound() {
        reconciler.stands(ALICE, new AgentState.Talking(OFFER, CALL, 1));

        rounds(1);
        assertEquals(List.of(), told);
        rounds(1);

        assertEquals(List.of(new AcdEvent.TalkEnded(now - ROUND, OFFER)), told);
        assertEquals(1, reconciler.corrections());
    }

    @Test
    void anOfferThatNobodyRingsForIsOver() {
        reconciler.stands(ALICE, new AgentState.Offered(OFFER, CALL, 9, 1, false));

        rounds(2);

        assertEquals(List.of(new AcdEvent.OfferWithdrawn(now - ROUND, OFFER)), told);
    }

    @Test
    void whoIsBusyWithNothingIsFreeAndWhoIsReadyInACallIsBusy() {
        reconciler.stands(ALICE, new AgentState.Busy(1, 1));
        rounds(2);
        assertEquals(List.of(new AcdEvent.AgentFree(now - ROUND, ALICE)), told);

        told.clear();
        inCalls.add(ALICE);
        reconciler.stands(ALICE, new AgentState.Ready(2));
        rounds(2);
        assertEquals(List.of(new AcdEvent.AgentBusy(now - ROUND, ALICE)), told);
    }

    @Test
    void whatChangesBetweenTwoRoundsIsNoDifference() {
        reconciler.stands(ALICE, new AgentState.Talking(OFFER, CALL, 1));
        rounds(1);
        reconciler.stands(ALICE, new AgentState.Talking(new OfferId(8), CALL, 2));
        rounds(1);
        living.add(new OfferId(8));
        rounds(3);

        assertEquals(List.of(), told);
    }

    @Test
    void asItIsNothingIsSaid() {
        living.add(OFFER);
        reconciler.stands(ALICE, new AgentState.Talking(OFFER, CALL, 1));
        reconciler.stands(new AgentId("bob"), new AgentState.WrapUp(1, 2));
        reconciler.stands(new AgentId("carol"), new AgentState.Ready(1));
        rounds(3);
        reconciler.stands(ALICE, new AgentState.LoggedOut());
        living.clear();
        rounds(3);

        assertEquals(List.of(), told);
    }

    @Test
    void manyAgentsTakeSeveralTicks() {
        int agents = 3 * Reconciler.SLICE;
        for (int i = 0; i < agents; i++) {
            var state = new AgentState.Talking(new OfferId(i), CALL, 1);
            reconciler.stands(new AgentId("a" + i), state);
        }
        rounds(3);
        assertEquals(0, told.size(), "the first round");

        rounds(1);
        assertEquals(Reconciler.SLICE, told.size());
        rounds(2);
        assertEquals(agents, told.size());
    }

    // ---- with call control and the distributor ----

    @Test
    void aLostEndOfATalkGivesTheAgentBackToTheQueue() {
        var lab = new Laboratory();
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers);
        lab.loses = AcdEvent.TalkEnded.class;
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
        lab.loses = null;
        assertEquals(0, lab.switchboard.corrections());

        lab.passes(Duration.ofSeconds(3));

        assertEquals(1, lab.switchboard.corrections());
        lab.waits("5551002");
        lab.passes(Duration.ofMinutes(1)); // He wraps up first.
        assertEquals(2, lab.sip.calls.size(), "rung again");
    }

    @Test
    void whoseOwnCallNeverEndedForTheDistributorIsOfferedCallsAgain() {
        var lab = new Laboratory();
        lab.registers(AGENT);
        lab.registers(STRANGER_TO_TEAM);
        var own = lab.dials(new Caller.User(AGENT), AGENT, STRANGER_TO_TEAM);
        lab.loses = AcdEvent.AgentFree.class;
        lab.then(own::hangsUp, lab.rung()::confirmsEnd);
        lab.loses = null;
        assertEquals(2, lab.told(AcdEvent.AgentFree.class), "of both phones; lost");
        var caller = lab.waits("5551001");
        assertEquals(1, lab.sip.calls.size(), "busy, as far as the distributor knows");

        lab.passes(Duration.ofSeconds(3));

        assertEquals(1, lab.switchboard.corrections());
        assertEquals(2, lab.sip.calls.size());
        lab.then(lab.rung()::answers, caller::hangsUp, lab.rung()::confirmsEnd);
        assertEquals(0, lab.switchboard.liveCalls());
    }

    @Test
    void ordinaryCallsNeedNoCorrection() {
        var lab = new Laboratory();
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.passes(Duration.ofSeconds(3));
        lab.then(lab.rung()::answers);
        lab.passes(Duration.ofSeconds(10));
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
        lab.passes(Duration.ofMinutes(1));

        assertEquals(0, lab.switchboard.corrections());
    }
}
