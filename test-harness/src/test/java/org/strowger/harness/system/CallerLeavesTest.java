package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.base.Rfc;
import org.strowger.harness.audio.MuLaw;
import org.strowger.harness.audio.Tone;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.IncomingCall;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;
import tools.jackson.databind.JsonNode;

/** Callers who leave in every phase, agents who do not answer, strangers who send RTP. */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class CallerLeavesTest {

    private static final String STRANGERS = "counter.media.strangers";
    private static final Duration SOON = Loopback.SOON;
    private static final int TESTS = 20;

    private Loopback loopback;
    private SwitchProcess strowger;
    private InetSocketAddress sip;
    private Phone caller;
    private Phone first;
    private Phone second;

    private int begun;

    @BeforeAll
    void start() {
        var conf =
                ConfFolder.create()
                        .t1Millis(Loopback.SHORT_T1_MILLIS)
                        .agents(2 * TESTS)
                        .offerSeconds(3);
        loopback = Loopback.start("caller-leaves", conf);
        strowger = loopback.strowger();
        sip = strowger.sip();
    }

    /** A caller and two agents whom no other test has met. */
    @BeforeEach
    void newPeople() {
        caller = Phone.anonymous(String.valueOf(5_551_001 + begun), sip);
        first = agent(ConfFolder.FIRST_AGENT + 2 * begun);
        second = agent(ConfFolder.FIRST_AGENT + 2 * begun + 1);
        begun++;
    }

    private Phone agent(int number) {
        return Phone.of(String.valueOf(number), "demo-" + number, sip);
    }

    @AfterEach
    void nothingIsLeft() {
        try {
            strowger.awaitAtRest(Loopback.AT_REST);
            first.unregister();
            second.unregister();
        } finally {
            caller.close();
            first.close();
            second.close();
        }
    }

    @AfterAll
    void stop() {
        loopback.close();
    }

    @Rfc(number = 3261, section = "9.1")
    @Test
    void beforeAnythingRings() {
        try (var carrier =
                Phone.carrier(strowger.conf().trunkPort(), sip).answering(new Answering.Dead())) {
            var call = caller.dial("4003");
            carrier.awaitCall(SOON);
            call.hangUp();

            assertEquals(487, call.status());
            assertEquals("caller", record().endedBy());
            assertNotEquals("answered", record().outcome());
        }
    }

    @Rfc(number = 3261, section = "9.2")
    @Rfc(number = 3261, section = "9.1")
    @Test
    void whileTheCarriersPhoneRings() {
        try (var carrier = Phone.carrier(strowger.conf().trunkPort(), sip)) {
            var call = caller.dial("4003");
            call.awaitRinging(SOON);
            call.hangUp();

            assertEquals(487, call.status());
            assertEquals(487, carrier.awaitCall(SOON).awaitEnd(SOON));
        }
    }

    @Test
    void rightAfterTheInvite() {
        caller.dial("4000").hangUp();

        assertEquals("caller", record().endedBy());
    }

    @Test
    void inTheMenu() {
        var call = caller.dial("4000");
        call.awaitAnswer(SOON);
        call.awaitSound(SOON);
        call.hangUp();

        assertEquals("caller", record().endedBy());
        assertEquals("", record().queue());
    }

    @Test
    void waitingInTheQueue() {
        var call = caller.dial("4002");
        call.awaitAnswer(SOON);
        call.awaitSound(SOON); // Music on hold.
        call.hangUp();

        assertEquals("abandoned", record().outcome());
        assertEquals("support", record().queue());
        assertEquals("", record().agent());
    }

    @Rfc(number = 3261, section = "9.1")
    @Test
    void whileTheAgentsPhoneRings() {
        first.register();
        awaitAgent(first, "ready");
        var call = caller.dial("4002");
        call.awaitAnswer(SOON);
        var ringing = first.awaitCall(SOON);
        call.hangUp();

        assertEquals(487, ringing.awaitEnd(SOON));
        assertEquals("abandoned", record().outcome());
        awaitAgent(first, "ready");
    }

    @Rfc(number = 3261, section = "15.1.2")
    @Test
    void whileTalking() {
        var atAgent = talking();
        var call = atAgent.caller();
        call.hangUp();

        atAgent.agent().awaitEnd(SOON);
        assertTrue(atAgent.agent().endedByPeer());
        assertEquals("answered", record().outcome());
        assertEquals("caller", record().endedBy());
        awaitAgent(first, "ready");
    }

    @Test
    void theAgentMayLeaveToo() {
        var talk = talking();
        talk.agent().hangUp();

        talk.caller().awaitEnd(SOON);
        assertTrue(talk.caller().endedByPeer());
        assertEquals("agent", record().endedBy());
    }

    @Test
    void anAgentWhoNeverAnswersIsPassedOverForTheNext() {
        first.register();
        awaitAgent(first, "ready");
        var call = caller.dial("4002");
        call.awaitAnswer(SOON);
        var ignored = first.awaitCall(SOON);
        second.answering(Answering.afterMillis(0)).register();

        var taken = second.awaitCall(SOON);
        taken.audio().say(660);
        call.awaitTone(660, SOON);
        assertEquals(487, ignored.awaitEnd(SOON));
        awaitAgent(first, "not-ready");
        call.hangUp();

        assertEquals(second.user(), record().agent());
    }

    @Test
    void aBusyAgentIsPassedOverForTheNext() {
        first.answering(new Answering.Reject(486)).register();
        awaitAgent(first, "ready");
        second.answering(Answering.afterMillis(0)).register();
        awaitAgent(first, "ready");
        awaitAgent(second, "ready");
        var call = caller.dial("4002");

        second.awaitCall(SOON).audio().say(660);
        call.awaitTone(660, SOON);
        call.hangUp();

        assertEquals(second.user(), record().agent());
    }

    @Test
    void rtpOfAStrangerIsDroppedAndCounted() throws IOException {
        var call = caller.dial("4004");
        call.awaitAnswer(SOON);
        call.audio().say(440);
        call.awaitTone(440, SOON); // The echo of its own voice.
        long before = strowger.count(STRANGERS);
        var port = Objects.requireNonNull(call.audio().remote());

        strangerSpeaks(port, 1_000);

        assertTrue(call.audio().heard(Duration.ofSeconds(1)).isTone(440));
        assertFalse(call.audio().heard(Duration.ofSeconds(1)).toneOverRest(1_000) > -20);
        call.hangUp();
        strowger.await(
                () -> strowger.count(STRANGERS) > before,
                SOON,
                () -> "a counter of strangers' RTP: " + strowger.counts());
    }

    private record Talk(PhoneCall caller, IncomingCall agent) {}

    private Talk talking() {
        first.answering(Answering.afterMillis(0)).register();
        awaitAgent(first, "ready");
        var call = caller.dial("4002");
        var agent = first.awaitCall(SOON);
        call.audio().say(440);
        agent.audio().say(660);
        call.awaitTone(660, SOON);
        agent.awaitTone(440, SOON);
        return new Talk(call, agent);
    }

    private void awaitAgent(Phone phone, String state) {
        strowger.await(
                () -> strowger.agents().stream().anyMatch(each -> is(each, phone, state)),
                SOON,
                () -> "%s %s: %s".formatted(phone.user(), state, strowger.agents()));
    }

    private static boolean is(JsonNode agent, Phone phone, String state) {
        return agent.path("id").asString("").equals(phone.user())
                && agent.path("state").asString("").equals(state)
                && agent.path("reachable").asBoolean(false);
    }

    private CallRecord record() {
        strowger.await(() -> !records().isEmpty(), SOON, () -> "a record of " + caller.user());
        return records().getFirst();
    }

    private List<CallRecord> records() {
        return strowger.records(TESTS).stream()
                .filter(record -> record.caller().equals(caller.user()))
                .toList();
    }

    /** A second of a tone, PCMU every 20 ms, from 127.0.0.2. */
    private static void strangerSpeaks(InetSocketAddress to, double hertz) throws IOException {
        var tone = new Tone(hertz);
        try (var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.2"))) {
            for (int i = 0; i < 50; i++) {
                var packet = ByteBuffer.allocate(172);
                packet.putShort((short) 0x8000).putShort((short) i).putInt(160 * i).putInt(7);
                for (short sample : tone.next(160)) {
                    packet.put(MuLaw.encode(sample));
                }
                socket.send(new DatagramPacket(packet.array(), 172, to));
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
