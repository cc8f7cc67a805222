package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.TrunkState;
import org.strowger.sip.TrunkState.Service;

/** Hosts that are asked by OPTIONS whether they are there. */
class TrunkProbeTest {

    private static final int INTERVAL_MILLIS = 10_000;

    private Bench b = new Bench();

    @BeforeEach
    void open() {
        var trunk = new TrunkOf("peer", 2, 3);
        trunk.checkSeconds = INTERVAL_MILLIS / 1_000;
        b = TrunkOf.bench(trunk);
        b.core.openTrunks();
    }

    @AfterEach
    void leavesNothingBehind() {
        b.core.closeTrunks();
        assertEquals(0, b.core.trunkTimers());
        b.leavesNothing();
    }

    private List<Service> services() {
        return b.core.trunks().stream().map(TrunkState::service).toList();
    }

    /** One round of checks, answered by these hosts. */
    private void round(int status, int... alive) {
        for (int step = 0; step < 100; step++) {
            b.time.advanceMillis(INTERVAL_MILLIS / 100);
            answer(status, alive);
        }
    }

    private void answer(int status, int... alive) {
        var flows = List.copyOf(b.flows);
        var sent = b.sent();
        for (int i = 0; i < sent.size(); i++) {
            for (int host : alive) {
                if (flows.get(i).equals(TrunkOf.flow(host))) {
                    b.receive(response(status, sent.get(i), "x", ""), TrunkOf.flow(host));
                }
            }
        }
    }

    @Test
    void eachHostIsAskedOnceAnInterval() {
        assertEquals(2, b.core.trunkTimers());
        b.time.advanceMillis(INTERVAL_MILLIS / 4);
        var options = b.sent().stream().filter(m -> m.startsWith("OPTIONS ")).toList();
        var hosts =
                options.stream().map(m -> m.substring(0, m.indexOf(" SIP"))).distinct().sorted();
        assertEquals(
                List.of("OPTIONS sip:127.0.0.2:5070", "OPTIONS sip:127.0.0.3:5070"),
                hosts.toList());
        assertEquals("1 OPTIONS", header(options.getFirst(), "CSeq"));
        assertEquals(2, b.core.trunkTimers());
    }

    @Test
    void anyFinalResponseCountsAsAlive() {
        for (int status : List.of(200, 404, 401, 503, 405)) {
            round(status, 2, 3);
        }
        round(200, 2, 3);
        assertEquals(List.of(Service.UP, Service.UP), services());
    }

    @Test
    void threeMissedTakeAHostOutAndOneAnswerBringsItBack() {
        round(200, 3);
        round(200, 3);
        round(200, 3);
        assertEquals(List.of(Service.UP, Service.UP), services(), "the third is still awaited");
        round(200, 3);
        assertEquals(List.of(Service.DOWN, Service.UP), services());
        b.call();
        assertEquals(3, TrunkOf.last(b));
        b.receive(response(404, b.only(), "x", ""), TrunkOf.flow(3));
        round(200, 2, 3);
        assertEquals(List.of(Service.UP, Service.UP), services());
    }

    @Test
    void aProvisionalResponseIsNoSignOfLife() {
        for (int i = 0; i < 4; i++) {
            round(100, 2, 3);
        }
        assertEquals(List.of(Service.DOWN, Service.DOWN), services());
        b.sent();
        b.call();
        b.time.advanceMillis(10);
        assertEquals(List.of("out ended REJECTED 503"), b.hub.told());
        assertTrue(b.sent().stream().noneMatch(m -> m.startsWith("INVITE ")));
    }

    @Test
    void whatCannotBeSentIsMissed() {
        b.broken = true;
        b.time.advanceMillis(4 * INTERVAL_MILLIS);
        assertEquals(List.of(Service.DOWN, Service.DOWN), services());
        b.broken = false;
        round(200, 2, 3);
        assertEquals(List.of(Service.UP, Service.UP), services());
    }
}
