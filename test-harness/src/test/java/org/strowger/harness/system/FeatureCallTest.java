package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.IncomingCall;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;

/** What users dial for themselves: pick-up, parking, forwarding; and phones that ring together. */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class FeatureCallTest {

    private static final double LOW = 440;
    private static final double HIGH = 1_000;

    /** Callers of one test only: their records are known by them. */
    private static final String WHO_IS_PICKED_UP = "1004";

    private static final String WHO_IS_PARKED = "1005";

    private final List<Phone> phones = new ArrayList<>();
    private Loopback loopback;
    private Phone first;
    private Phone second;
    private Phone third;

    @BeforeAll
    void start() {
        var conf = ConfFolder.create().agents(0).phones(5).t1Millis(Loopback.SHORT_T1_MILLIS);
        loopback = Loopback.start("features", conf);
    }

    @AfterAll
    void stop() {
        loopback.close();
    }

    @BeforeEach
    void registered() {
        first = phone("1001");
        second = phone("1002");
        third = phone("1003");
    }

    @AfterEach
    void nothingIsLeft() {
        try {
            loopback.strowger().awaitAtRest(Loopback.AT_REST);
            phones.forEach(Phone::unregister);
        } finally {
            phones.forEach(Phone::close);
            phones.clear();
        }
    }

    @Test
    void aColleagueTakesTheCallThatRings() {
        var call = phone(WHO_IS_PICKED_UP).dial("1001");
        var rung = first.awaitCall(Loopback.SOON);
        call.awaitRinging(Loopback.SOON);
        var taken = second.dial("*81001");
        taken.awaitAnswer(Loopback.SOON);
        call.awaitAnswer(Loopback.SOON);
        assertElsewhere(rung);
        assertTalk(call, taken);
        call.hangUp();
        assertEquals(200, taken.awaitEnd(Loopback.SOON));
        var record = recordOf(WHO_IS_PICKED_UP);
        assertEquals("answered", record.outcome(), record::toString);
        assertEquals("1002", record.agent(), record::toString);
    }

    @Test
    void aParkedCallIsTakenByWhoDialsItsSlot() {
        first.answering(Answering.afterMillis(0));
        var call = phone(WHO_IS_PARKED).dial("1001");
        call.awaitAnswer(Loopback.SOON);
        var answered = first.awaitCall(Loopback.SOON);
        answered.awaitAnswer(Loopback.SOON);
        answered.refer("700");
        answered.awaitSound(Loopback.SOON); // Which slot it is.
        assertEquals(200, answered.awaitEnd(Loopback.SOON));
        call.awaitSound(Loopback.SOON); // The music.
        var taken = second.dial("701");
        taken.awaitAnswer(Loopback.SOON);
        assertTalk(call, taken);
        taken.hangUp();
        call.awaitEnd(Loopback.SOON);
        var record = recordOf(WHO_IS_PARKED);
        assertEquals(
                List.of(WHO_IS_PARKED, "1001", "1002"),
                record.legs().stream().map(CallRecord.Leg::party).toList());
    }

    @Test
    void aForwardingHoldsOverARestart() {
        var code = first.dial("*901002");
        code.awaitAnswer(Loopback.SOON);
        code.awaitSound(Loopback.SOON);
        assertEquals(200, code.awaitEnd(Loopback.SOON));
        first.answering(new Answering.Reject(486));
        second.answering(Answering.afterMillis(0));
        assertReachesSecond();
        loopback.strowger().stop();
        loopback = loopback.again();
        assertReachesSecond();
        var off = first.dial("*91");
        off.awaitAnswer(Loopback.SOON);
        off.awaitEnd(Loopback.SOON);
        assertEquals(486, third.dial("1001").awaitEnd(Loopback.SOON));
    }

    @Test
    void keysInAConversationTransferItAndNobodyHearsThem() {
        first.answering(Answering.afterMillis(0));
        var call = third.dial("1001");
        call.awaitAnswer(Loopback.SOON);
        var answered = first.awaitCall(Loopback.SOON);
        assertTalk(call, answered);
        answered.press("*21002#");
        var consulted = second.awaitCall(Loopback.SOON);
        consulted.answer();
        assertTalk(answered, consulted);
        answered.hangUp();
        assertTalk(call, consulted);
        consulted.press("#1"); // No code.
        call.audio().awaitKeys("#1", Loopback.SOON);
        call.hangUp();
        consulted.awaitEnd(Loopback.SOON);
    }

    private void assertReachesSecond() {
        var call = third.dial("1001");
        call.awaitAnswer(Loopback.SOON);
        var answered = second.awaitCall(Loopback.SOON);
        assertTalk(call, answered);
        call.hangUp();
        answered.awaitEnd(Loopback.SOON);
    }

    @Test
    void whoIsNotToBeDisturbedIsBusy() {
        var code = first.dial("*78");
        code.awaitAnswer(Loopback.SOON);
        code.awaitEnd(Loopback.SOON);
        assertEquals(486, third.dial("1001").awaitEnd(Loopback.SOON));
        assertEquals(0, first.callsWaiting());
        var off = first.dial("*79");
        off.awaitAnswer(Loopback.SOON);
        off.awaitEnd(Loopback.SOON);
    }

    @Test
    void ofSeveralPhonesOfAUserTheFirstThatAnswersHasTheCall() {
        var mobile = phone("1001");
        var call = third.dial("1001");
        var onDesk = first.awaitCall(Loopback.SOON);
        var onMobile = mobile.awaitCall(Loopback.SOON);
        call.awaitRinging(Loopback.SOON);
        onMobile.answer();
        call.awaitAnswer(Loopback.SOON);
        assertElsewhere(onDesk);
        assertTalk(call, onMobile);
        onMobile.hangUp();
        call.awaitEnd(Loopback.SOON);
    }

    /** Its phone does not tell of a call that was missed. */
    private static void assertElsewhere(IncomingCall call) {
        var reason = call.awaitCancel(Loopback.SOON).all("Reason");
        assertTrue(
                reason.contains("SIP;cause=200;text=\"Call completed elsewhere\""),
                reason::toString);
        assertEquals(487, call.awaitEnd(Loopback.SOON));
    }

    private static void assertTalk(PhoneCall one, PhoneCall other) {
        one.audio().say(LOW);
        other.audio().say(HIGH);
        one.awaitTone(HIGH, Loopback.SOON);
        other.awaitTone(LOW, Loopback.SOON);
    }

    private CallRecord recordOf(String caller) {
        return loopback.strowger().awaitRecordsOf(Set.of(caller), 1, Loopback.SOON).getFirst();
    }

    /** One that is registered until the end of the test. */
    private Phone phone(String user) {
        var phone = Phone.of(user, "demo-" + user, loopback.strowger().sip());
        phones.add(phone);
        phone.register();
        return phone;
    }
}
