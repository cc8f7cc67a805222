package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import javax.sip.message.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.process.SwitchProcess;

/** JAIN-SIP RI's own stack, transactions and dialogs included, as an agent and as a caller. */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class JainSipCallTest {

    private static final int T1_MILLIS = 200;
    private static final Duration SOON = Loopback.SOON;
    private static final Duration AT_REST = Loopback.atRest(T1_MILLIS);

    private Loopback loopback;
    private SwitchProcess strowger;

    /** The stack's helper for credentials knows MD5 alone. */
    @BeforeAll
    void start() {
        var conf = ConfFolder.create().agents(1).digest("MD5").t1Millis(T1_MILLIS);
        loopback = Loopback.start("jain-sip", conf);
        strowger = loopback.strowger();
    }

    @AfterAll
    void stop() {
        loopback.closeAtRest(AT_REST);
    }

    @Rfc(number = 3261, section = "10.3")
    @Rfc(number = 3261, section = "22.2")
    @Rfc(number = 3261, section = "13.2.2.4")
    @Test
    void anAgentRegistersIsCalledAnswersAndHangsUp() throws Exception {
        try (var agent = new RiPhone("1001", "demo-1001", Ports.free(), strowger.sip());
                var caller = Phone.anonymous("5551001", strowger.sip())) {
            agent.register();
            strowger.awaitAgents(1, "ready", SOON);
            var call = caller.dial("4002");
            var dialog = agent.answer(agent.awaitRequest(Request.INVITE));
            agent.awaitRequest(Request.ACK);
            agent.ask(dialog, Request.BYE, "");
            agent.awaitResponse(200, Request.BYE);
            call.awaitEnd(SOON);
            var record = strowger.awaitRecordsOf(Set.of("5551001"), 1, SOON).getFirst();
            assertEquals("1001", record.agent(), record::toString);
        }
    }

    @Rfc(number = 3261, section = "13.3.1.4")
    @Rfc(number = 3261, section = "14.2")
    @Rfc(number = 3264, section = "8.4")
    @Test
    void aCallerHoldsResumesAndHangsUp() throws Exception {
        try (var caller = new RiPhone("5551002", "", Ports.free(), strowger.sip())) {
            caller.dial("4004", RiPhone.sdp(1, "sendrecv"));
            var ok = caller.awaitResponse(200, Request.INVITE);
            RiPhone.acknowledge(ok);
            caller.ask(ok.getDialog(), Request.INVITE, RiPhone.sdp(2, "sendonly"));
            var held = caller.awaitResponse(200, Request.INVITE);
            RiPhone.acknowledge(held);
            var answer = new String(held.getResponse().getRawContent(), UTF_8);
            assertTrue(answer.contains("a=recvonly"), answer);
            caller.ask(ok.getDialog(), Request.INVITE, RiPhone.sdp(3, "sendrecv"));
            RiPhone.acknowledge(caller.awaitResponse(200, Request.INVITE));
            caller.ask(ok.getDialog(), Request.BYE, "");
            caller.awaitResponse(200, Request.BYE);
        }
    }

    @Rfc(number = 3261, section = "9.2")
    @Test
    void aCallerGivesUpWhileItRings() throws Exception {
        try (var carrier = Phone.carrier(strowger.conf().trunkPort(), strowger.sip());
                var caller = new RiPhone("5551003", "", Ports.free(), strowger.sip())) {
            var invite = caller.dial("4003", RiPhone.sdp(1, "sendrecv"));
            caller.awaitResponse(180, Request.INVITE);
            caller.cancel(invite);
            caller.awaitResponse(200, Request.CANCEL);
            caller.awaitResponse(487, Request.INVITE);
            assertEquals(487, carrier.awaitCall(SOON).awaitEnd(SOON));
        }
    }
}
