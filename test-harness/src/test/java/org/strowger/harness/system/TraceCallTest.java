package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.ConfFolder;
import tools.jackson.databind.JsonNode;

/** A call that is watched, at the control door and by a collector. */
@Tag("loopback")
class TraceCallTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static boolean has(List<JsonNode> messages, String dialog, String title, boolean sent) {
        return messages.stream()
                .anyMatch(message ->
                        message.path("callId").asString().equals(dialog)
                                && DoorTrace.is(message, title, sent));
    }

    @Test
    void bothLegsOfTheCallToAnAgentAreShownWithoutItsPassword() throws Exception {
        try (var loopback = Loopback.start("trace", ConfFolder.create().agents(1));
                var agent = Phone.of("1001", "demo-1001", loopback.strowger().sip());
                var caller = Phone.anonymous("5551001", loopback.strowger().sip());
                var other = Phone.anonymous("5551002", loopback.strowger().sip())) {
            var strowger = loopback.strowger();
            assertEquals(0, strowger.count("gauge.traceViewers"));
            try (var trace = new DoorTrace(strowger, "number=1001&raw=true")) {
                assertEquals(1, strowger.count("gauge.traceViewers"));
                agent.answering(Answering.afterMillis(0)).register();
                var registered = trace.until("200", true).toString();
                assertTrue(registered.contains("Digest username"), registered);
                assertTrue(registered.contains("response=\\\"*****"), registered);
                other.dial("4004").awaitAnswer(LIMIT);
                var call = caller.dial("4002");
                agent.awaitCall(LIMIT).awaitAnswer(LIMIT);
                call.awaitAnswer(LIMIT);
                call.hangUp();
                assertBothLegs(trace.until("BYE", true), call.callId());
            }
            strowger.await(
                    () -> strowger.count("gauge.traceViewers") == 0,
                    LIMIT,
                    () -> "the viewer has left");
            assertEquals(0, strowger.count("counter.trace.lost"));
        }
    }

    private static void assertBothLegs(List<JsonNode> messages, String caller) {
        var dialogs = new LinkedHashSet<String>();
        messages.forEach(message -> dialogs.add(message.path("callId").asString()));
        assertEquals(2, dialogs.size(), messages::toString);
        assertEquals(caller, dialogs.getFirst());
        assertTrue(has(messages, caller, "INVITE sip:4002", false));
        assertTrue(has(messages, caller, "200", true));
        assertTrue(has(messages, caller, "BYE", false));
        assertTrue(has(messages, dialogs.getLast(), "INVITE sip:1001", true));
        assertTrue(has(messages, dialogs.getLast(), "200", false));
        var sdp = messages.getFirst().path("sdp").asString();
        assertTrue(sdp.matches("audio [0-9]+ sendrecv"), sdp);
    }

    @Test
    void aCollectorGetsEveryMessage() throws Exception {
        try (var collector = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            collector.setReceiveBufferSize(1 << 20);
            collector.setSoTimeout((int) LIMIT.toMillis());
            var conf = ConfFolder.create().agents(1).hep(collector.getLocalPort());
            try (var loopback = Loopback.start("hep", conf);
                    var agent = Phone.of("1001", "demo-1001", loopback.strowger().sip())) {
                agent.register();
                var packets = new ArrayList<String>();
                while (packets.isEmpty() || !packets.getLast().contains("SIP/2.0 200 ")) {
                    packets.add(packet(collector)); // Some may come twice.
                }
                var all = packets.toString();
                assertTrue(packets.getFirst().contains("REGISTER sip:"), all);
                assertTrue(all.contains("SIP/2.0 401 "), all);
                assertTrue(all.contains(" response=\"*****"), all);
                assertFalse(all.matches("(?s).*[ ,]response=\"[0-9a-f].*"), all);
                var strowger = loopback.strowger();
                strowger.await(
                        () -> strowger.count("counter.trace.hepSent") >= packets.size(),
                        LIMIT,
                        () -> "packets are counted");
                assertEquals(0, strowger.count("counter.trace.hepFailed"));
            }
        }
    }

    private static String packet(DatagramSocket collector) throws IOException {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        collector.receive(packet);
        var text = new String(packet.getData(), 0, packet.getLength(), UTF_8);
        assertTrue(text.startsWith("HEP3"), text);
        return text;
    }
}
