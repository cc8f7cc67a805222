package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Caller;
import org.strowger.sip.LegEnd;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.sdp.PayloadTypes;

/** What both parties of a call are to speak. */
class CodecChoiceTest {

    private static final CodecOrder USUAL = new CodecOrder(List.of(Codec.values()));
    private static final CodecOrder WIDE_FIRST =
            new CodecOrder(List.of(Codec.G722, Codec.PCMU, Codec.PCMA));

    private static FakeSip.Incoming dials(Laboratory lab, String number, AudioDescription offer) {
        var caller = new FakeSip.Incoming(new Caller.Trunk("peer"), "5551001", number);
        caller.offer = offer;
        caller.events = lab.switchboard.incoming(caller);
        lab.run();
        return caller;
    }

    private static Laboratory lab(CodecOrder codecs) {
        return new Laboratory(RecordingRule.ON_DEMAND, codecs);
    }

    private static void end(Laboratory lab, FakeSip.Incoming caller) {
        lab.then(caller::hangsUp);
        if (!lab.sip.calls.isEmpty()) {
            lab.then(() -> lab.rung().confirmsEnd());
        }
        lab.assertAtRest();
    }

    @Test
    void whoHasOnlyOneIsJoinedInItWithWhoHasItToo() {
        var lab = lab(USUAL);
        var caller = dials(lab, "4003", FakeSip.session(5_000, Codec.G722));
        assertEquals(List.of(Codec.G722, Codec.PCMU, Codec.PCMA), lab.rung().call.offer().codecs());

        lab.then(() -> lab.rung().events.answered(FakeSip.session(6_000, Codec.G722)));

        assertEquals(List.of("200 [G722]"), caller.heard);
        end(lab, caller);
    }

    @Test
    void aCallerWhoWasNotAnsweredYetIsAnsweredInWhatTheOtherSpeaks() {
        var lab = lab(WIDE_FIRST);
        var caller = dials(lab, "4003", FakeSip.session(5_000, Codec.PCMA, Codec.G722));
        assertEquals(Codec.G722, lab.rung().call.offer().codecs().getFirst());

        lab.then(() -> lab.rung().events.answered(FakeSip.session(6_000, Codec.PCMA)));

        assertEquals(List.of("200 [PCMA]"), caller.heard);
        end(lab, caller);
    }

    @Test
    void lawsAreRatherSpokenUnlessTheConfigurationSaysOtherwise() {
        var offer = FakeSip.session(5_000, Codec.G722, Codec.PCMA, Codec.PCMU);
        var usual = lab(USUAL);
        var caller = dials(usual, "4004", offer);
        assertEquals(List.of("200 [PCMA]"), caller.heard);
        end(usual, caller);

        var wide = lab(WIDE_FIRST);
        caller = dials(wide, "4004", offer);
        assertEquals(List.of("200 [G722]"), caller.heard);
        end(wide, caller);
    }

    @Test
    void whatIsOffIsNotSpoken() {
        var lab = lab(CodecOrder.LAWS);
        var caller = dials(lab, "4004", FakeSip.session(5_000, Codec.G722));

        assertEquals(List.of("488"), caller.heard);
        lab.then(() -> caller.events().ended(new LegEnd(LegEnd.Cause.OURS, 488)));
        lab.assertAtRest();
        assertThrows(IllegalArgumentException.class, () -> new CodecOrder(List.of()));
    }

    @Test
    void anAgentIsOfferedWhatTheCallerSpeaksAndLaws() {
        assertEquals(List.of(Codec.PCMA, Codec.PCMU), USUAL.besides(Codec.PCMA));
        assertEquals(List.of(Codec.OPUS, Codec.PCMU, Codec.PCMA), USUAL.besides(Codec.OPUS));
        var only = new CodecOrder(List.of(Codec.G722));
        assertEquals(List.of(Codec.G722), only.besides(Codec.PCMU));
    }

    @Test
    void opusHasThePayloadTypesOfTheOfferAndEventsOfItsClock() {
        var here = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7_000);
        var offer =
                new AudioDescription(
                        here,
                        List.of(Codec.OPUS),
                        101,
                        Direction.SENDRECV,
                        true,
                        new PayloadTypes(111, 112));

        var ours = Sessions.answer(offer, here, USUAL, null, DtmfMode.AUTO).orElseThrow();
        assertEquals(new PayloadTypes(111, 112), ours.types());
        assertEquals(-1, ours.telephoneEvent());
        var silent = Sessions.answer(offer, here, USUAL, null, DtmfMode.INBAND).orElseThrow();
        assertEquals(new PayloadTypes(111, -1), silent.types());

        var all = Sessions.offer(here, USUAL.on(), DtmfMode.AUTO);
        assertTrue(all.types().opus() >= 96 && all.types().fineEvent() >= 96);
        assertEquals(101, all.telephoneEvent());
        var laws = Sessions.offer(here, CodecOrder.LAWS.on(), DtmfMode.AUTO);
        assertEquals(PayloadTypes.NONE, laws.types());
    }
}
