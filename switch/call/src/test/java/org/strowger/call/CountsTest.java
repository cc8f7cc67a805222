package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.call.Laboratory.AGENT;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.call.CountedRecords.Outcome;
import org.strowger.call.RefusedCalls.Cause;
import org.strowger.sip.Caller;

/** What is counted of calls, and what there is of them now. */
class CountsTest {

    private final Laboratory lab = new Laboratory();

    @Test
    void anAnsweredCallIsCountedAtEachStep() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        counted(1, 1, 1, 0);
        lab.passes(Duration.ofSeconds(2));
        lab.then(lab.rung()::answers);
        counted(1, 1, 1, 1);
        assertEquals(0, lab.counted.ended(Outcome.ANSWERED));
        lab.then(lab.rung()::hangsUp, caller::confirmsEnd);
        assertEquals(1, lab.counted.ended(Outcome.ANSWERED));
        assertEquals(1, lab.counted.waitsToAnswer().count());
        assertEquals(2_000_000, lab.counted.waitsToAnswer().totalMicros());
        assertEquals(0, lab.counted.waitsInVain().count());
    }

    @Test
    void aCallerWhoLeavesWaitedInVain() {
        var caller = lab.waits("5551001");
        lab.passes(Duration.ofSeconds(3));
        lab.then(caller::hangsUp);
        assertEquals(1, lab.counted.ended(Outcome.ABANDONED));
        assertEquals(3_000_000, lab.counted.waitsInVain().totalMicros());
        assertEquals(0, lab.counted.waitsToAnswer().count());
    }

    @Test
    void aRefusedCallIsCountedByItsCause() {
        refused(Cause.UNKNOWN_NUMBER, () -> lab.dials("5551001", "4999"));
        assertEquals(1, lab.counted.ended(Outcome.REJECTED));
        refused(Cause.UNKNOWN_NUMBER, () -> lab.dials(new Caller.Anonymous(), "5551001", "4999"));
        assertEquals(1, lab.counted.started(), "a stranger's call has no record");
        lab.spoolIsFull = true;
        refused(Cause.RECORDS, () -> lab.dials("5551001", "4002"));
        lab.spoolIsFull = false;
        for (int i = 0; i < 3; i++) {
            lab.waits("555100" + i);
        }
        refused(Cause.CALL_LIMIT, () -> lab.dials("5551009", "4002"));
        lab.switchboard.drain();
        refused(Cause.CLOSED, () -> lab.dials("5551009", "4002"));
    }

    @Test
    void theCensusSaysWhatThereIs() {
        var none =
                Map.of(
                        "script", 0, "waiting", 0, "ringing", 0, "talking", 0, "parked", 0,
                        "ending", 0);
        assertEquals(
                new CallCensus(lab.switchboard.census().byState(), 0, 0), lab.switchboard.census());
        assertEquals(none, lab.switchboard.census().byState());
        lab.waits("5551001");
        lab.dials("5551002", "4003");
        var census = lab.switchboard.census();
        assertEquals(
                Map.of(
                        "script", 0, "waiting", 1, "ringing", 1, "talking", 0, "parked", 0,
                        "ending", 0),
                census.byState());
        assertEquals(lab.switchboard.liveLegs(), census.legs());
        assertEquals(lab.switchboard.liveScripts(), census.scripts());
    }

    private void counted(long started, long answered, long queued, long connected) {
        assertEquals(started, lab.counted.started());
        assertEquals(answered, lab.counted.answered());
        assertEquals(queued, lab.counted.queued());
        assertEquals(connected, lab.counted.connected());
    }

    private void refused(Cause cause, Runnable call) {
        var refused = lab.switchboard.refusedCalls();
        long all = refused.all();
        long before = refused.of(cause);
        call.run();
        assertEquals(before + 1, refused.of(cause), cause::toString);
        assertEquals(all + 1, refused.all());
    }
}
