package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.ConfFolder;

/** A switch that is killed and started again knows where its agents' phones are. */
@Tag("loopback")
class RestartCallTest {

    @Rfc(number = 3261, section = "10.3")
    @Test
    void aPhoneThatRegisteredBeforeARestartIsCalledAfterIt() {
        var conf = ConfFolder.create().agents(1);
        try (var loopback = Loopback.start("restart", conf)) {
            var sip = loopback.strowger().sip();
            try (var agent = Phone.of("1001", "demo-1001", sip);
                    var caller = Phone.anonymous("5551001", sip)) {
                agent.answering(Answering.afterMillis(0)).register();
                loopback.strowger().awaitAgents(1, "ready", Loopback.SOON);
                loopback.strowger().kill9();
                try (var restarted = loopback.again()) {
                    restarted.strowger().awaitAgents(1, "ready", Loopback.SOON);
                    var call = caller.dial("4002");
                    agent.awaitCall(Loopback.SOON).audio().say(660);
                    call.awaitTone(660, Loopback.SOON);
                    call.hangUp();
                    var records = restarted.strowger().awaitRecords(1, Loopback.SOON);
                    assertEquals("1001", records.getLast().agent());
                }
            }
        }
    }
}
