package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.IncomingCall;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;

/** What users dial for themselves: pick-up, parking, forwarding; and phones that ring together. */
@Tag("loopback")
class FeatureCallTest {

    private static final double LOW = 440;
    private static final double HIGH = 1_000;

    private final List<Phone> phones = new ArrayList<>();
    private Loopback loopback =
            Loopback.start(
                    "features",
                    ConfFolder.create().agents(0).phones(3).t1Millis(Loopback.SHORT_T1_MILLIS));
    private final InetSocketAddress sip = loopback.strowger().sip();
    private final Phone first = phone("1001");
    private final Phone second = phone("1002");
    private final Phone third = phone("1003");

    @BeforeEach
    void registered() {
        phones.forEach(Phone::register);
    }

    @AfterEach
    void nothingIsLeft() {
        try {
            loopback.strowger().awaitAtRest(Loopback.AT_REST);
        } finally {
            phones.forEach(Phone::close);
            loopback.close();
        }
    }

    @Test
    void aColleagueTakesTheCallThatRings() {
        var call = third.dial("1001");
        var rung = first.awaitCall(Loopback.SOON);
        call.awaitRinging(Loopback.SOON);
        var taken = second.dial("*81001");
        taken.awaitAnswer(Loopback.SOON);
        call.awaitAnswer(Loopback.SOON);
        assertElsewhere(rung);
        assertTalk(call, taken);
        call.hangUp();
        assertEquals(200, taken.awaitEnd(Loopback.SOON));
        var record = loopback.strowger().awaitRecords(1, Loopback.SOON).getFirst();
        assertEquals("answered", record.outcome(), record::toString);
        assertEquals("1002", record.agent(), record::toString);
    }

    @Test
    void aParkedCallIsTakenByWhoDialsItsSlot() {
        first.answering(Answering.afterMillis(0));
        var call = third.dial("1001");
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
        var record = loopback.strowger().awaitRecords(1, Loopback.SOON).getFirst();
        assertEquals(
                List.of("1003", "1001", "1002"),
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
    }

    @Test
    void ofSeveralPhonesOfAUserTheFirstThatAnswersHasTheCall() {
        var mobile = phone("1001");
        mobile.register();
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
        mobile.unregister();
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

    private Phone phone(String user) {
        var phone = Phone.of(user, "demo-" + user, sip);
        phones.add(phone);
        return phone;
    }
}
