package org.strowger.sip.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.base.Entropy;
import org.strowger.sip.ResponseTimes.Response;
import org.strowger.sip.SipCounters;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.transaction.FakeTime;

/** How long responses take, on a clock that this test moves. */
class ResponseTimesTest {

    private final FakeTime time = new FakeTime();
    private final Hub hub = new Hub();
    private final SipCounters counters = new SipCounters(time);
    private final SipCore core =
            new SipCore(
                    new ConfigOf().config(),
                    time,
                    Entropy.seeded(1),
                    time.wheel(),
                    (_, _) -> true,
                    hub,
                    counters);

    @Test
    void anInviteIsTimedFromItsReceiptToEachFirstResponse() {
        long received = time.nowMicros();
        time.advanceMillis(5);
        receive(Bench.invite(Map.of()), received);
        time.advanceMillis(5);
        hub.leg().ring();
        time.advanceMillis(5);
        hub.leg().ring();
        hub.leg().answer(Bench.OURS);
        told(Response.INVITE_100, 1, 5_000);
        told(Response.INVITE_180, 1, 10_000);
        told(Response.INVITE_200, 1, 15_000);
        receive(Bench.invite(Map.of()), received); // Again: nothing new.
        told(Response.INVITE_100, 1, 5_000);
        told(Response.REGISTER_200, 0, 0);
    }

    @Test
    void aChallengedRegisterIsTimed() {
        long received = time.nowMicros();
        time.advanceMillis(5);
        receive(Registers.message("1001", "<sip:1001@10.0.0.1>", 1, ""), received);
        told(Response.REGISTER_401, 1, 5_000);
        told(Response.REGISTER_200, 0, 0);
    }

    @Test
    void whatCameAtNoKnownTimeIsNotTimed() throws MalformedSipMessageException {
        var octets = Bench.invite(Map.of()).replaceAll("\r?\n", "\r\n").getBytes(UTF_8);
        core.received(
                new InboundMessage(octets, SipIndex.of(octets), Bench.flow("127.0.0.9", 5060)));
        assertEquals(1, core.dialogs());
        told(Response.INVITE_100, 0, 0);
    }

    private void receive(String text, long atMicros) {
        var octets = text.replaceAll("\r?\n", "\r\n").getBytes(UTF_8);
        try {
            var index = SipIndex.of(octets);
            var flow = Bench.flow("127.0.0.9", 5060);
            core.received(new InboundMessage(octets, index, flow, atMicros, false));
        } catch (MalformedSipMessageException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private void told(Response response, long count, long totalMicros) {
        var reading = counters.responseTimes().read(response);
        assertEquals(count, reading.count(), response::toString);
        assertEquals(totalMicros, reading.totalMicros(), response::toString);
    }
}
