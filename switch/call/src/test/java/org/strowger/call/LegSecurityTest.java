package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.sdp.CryptoSuite.AES_CM_128_HMAC_SHA1_32;
import static org.strowger.sip.sdp.CryptoSuite.AES_CM_128_HMAC_SHA1_80;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.call.LegSecurity.Way;
import org.strowger.media.srtp.SrtpKey;
import org.strowger.media.srtp.SrtpKeys;
import org.strowger.media.srtp.SrtpSuite;
import org.strowger.sip.Caller;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.sdp.CryptoAttribute;
import org.strowger.sip.sdp.CryptoSuite;
import org.strowger.sip.sdp.Security;
import org.strowger.sip.sdp.Security.Profile;

/** What is offered, answered and taken of keys, by what the operator has set. */
class LegSecurityTest {

    private static final AudioDescription PLAIN = FakeSip.session(6_000, Codec.PCMU);

    private static AudioDescription with(Profile profile, CryptoAttribute... lines) {
        return PLAIN.with(new Security(profile, List.of(lines)));
    }

    private static CryptoAttribute line(int tag, CryptoSuite suite) {
        return new CryptoAttribute(tag, suite, theirs(suite).text());
    }

    private static SrtpKey theirs(CryptoSuite suite) {
        var same = SrtpSuite.valueOf(suite.name());
        return new SrtpKey(same, new byte[SrtpKey.length(same)]);
    }

    private static LegSecurity of(SrtpMode mode) {
        return LegSecurity.of(mode, Way.CONFIDENTIAL, null);
    }

    private static AudioDescription offer(LegSecurity security) {
        return Objects.requireNonNull(security.offer(PLAIN));
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, true, AVP, 0",
        "OFF, false, AVP, 0",
        "PREFERRED, true, AVP, 2",
        "PREFERRED, false, AVP, 0",
        "REQUIRED, true, SAVP, 2",
    })
    void whatIsOffered(SrtpMode mode, boolean keysMayLeave, Profile profile, int lines) {
        var offer = offer(LegSecurity.of(mode, keysMayLeave ? Way.CONFIDENTIAL : Way.OPEN, null));
        assertEquals(profile, offer.security().profile());
        assertEquals(lines, offer.security().crypto().size());
    }

    @Test
    void whatMustBeEncryptedIsNotOfferedWhereAnybodyCanReadTheKeys() {
        assertNull(LegSecurity.of(SrtpMode.REQUIRED, Way.OPEN, null).offer(PLAIN));
    }

    @Rfc(number = 4568, section = "5.1.2")
    @ParameterizedTest
    @CsvSource({
        "OFF, AVP, 0, plain",
        "OFF, AVP, 1, plain",
        "OFF, SAVP, 1, refused",
        "PREFERRED, AVP, 0, plain",
        "PREFERRED, AVP, 1, AVP",
        "PREFERRED, SAVP, 1, SAVP",
        "PREFERRED, SAVP, 0, refused",
        "REQUIRED, AVP, 0, refused",
        "REQUIRED, AVP, 1, AVP",
        "REQUIRED, SAVP, 1, SAVP",
        "REQUIRED, SAVP, 0, refused",
    })
    void whatIsAnswered(SrtpMode mode, Profile profile, int lines, String expected) {
        var security = of(mode);
        var offer = lines == 0 ? with(profile) : with(profile, line(7, AES_CM_128_HMAC_SHA1_32));
        var answer = security.answer(offer, PLAIN);
        if (expected.equals("refused")) {
            assertTrue(answer.isEmpty());
        } else if (expected.equals("plain")) {
            assertEquals(PLAIN, answer.orElseThrow());
            assertNull(security.settled(offer, answer.orElseThrow()));
        } else {
            var said = answer.orElseThrow().security();
            assertEquals(Profile.valueOf(expected), said.profile());
            assertEquals(7, said.crypto().getFirst().tag());
            assertEquals(AES_CM_128_HMAC_SHA1_32, said.crypto().getFirst().suite());
            var keys =
                    (SrtpKeys)
                            Objects.requireNonNull(security.settled(offer, answer.orElseThrow()));
            assertEquals(theirs(AES_CM_128_HMAC_SHA1_32), keys.theirs());
            assertEquals(said.crypto().getFirst().key(), keys.ours().text());
        }
    }

    @Test
    void keysAreNotAnsweredWhereAnybodyCanReadThem() {
        var offer = with(Profile.AVP, line(1, AES_CM_128_HMAC_SHA1_80));
        assertEquals(
                PLAIN,
                LegSecurity.of(SrtpMode.PREFERRED, Way.OPEN, null)
                        .answer(offer, PLAIN)
                        .orElseThrow());
        assertTrue(
                LegSecurity.of(SrtpMode.REQUIRED, Way.OPEN, null).answer(offer, PLAIN).isEmpty());
    }

    @Test
    void theFirstLineWithAGoodKeyIsTaken() {
        var bad = new CryptoAttribute(1, AES_CM_128_HMAC_SHA1_80, "c2hvcnQ=");
        var none = new CryptoAttribute(2, AES_CM_128_HMAC_SHA1_80, "!");
        var good = line(3, AES_CM_128_HMAC_SHA1_80);
        var security = of(SrtpMode.REQUIRED);
        var answer = security.answer(with(Profile.SAVP, bad, none, good), PLAIN).orElseThrow();
        assertEquals(3, answer.security().crypto().getFirst().tag());
        assertTrue(security.answer(with(Profile.SAVP, bad, none), PLAIN).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, AVP, 0, true",
        "PREFERRED, AVP, 0, true",
        "PREFERRED, AVP, 1, true",
        "PREFERRED, SAVP, 0, false",
        "REQUIRED, AVP, 0, false",
        "REQUIRED, SAVP, 0, false",
        "REQUIRED, SAVP, 1, true",
    })
    void whichAnswersAreTaken(SrtpMode mode, Profile profile, int lines, boolean taken) {
        var security = of(mode);
        offer(security);
        var answer = lines == 0 ? with(profile) : with(profile, line(2, AES_CM_128_HMAC_SHA1_32));
        assertEquals(taken, security.accepts(answer));
        assertEquals(lines == 1, security.settled(answer) != null);
    }

    @Test
    void aKeyOfASuiteThatWasNotOfferedSettlesNothing() {
        assertFalse(
                of(SrtpMode.REQUIRED)
                        .accepts(with(Profile.SAVP, line(1, AES_CM_128_HMAC_SHA1_80))));
    }

    @Test
    void eachLegAndEachSuiteHasAKeyOfItsOwnWhichStays() {
        var one = offer(of(SrtpMode.REQUIRED)).security().crypto();
        var security = of(SrtpMode.REQUIRED);
        var other = offer(security).security().crypto();
        assertNotEquals(one.getFirst().key(), other.getFirst().key());
        assertNotEquals(other.getFirst().key(), other.getLast().key());
        assertEquals(other, offer(security).security().crypto());
        var said = other.getFirst().key();
        assertEquals(40, said.length());
        assertFalse(other.toString().contains(said), "a key must be in no text");
    }

    @Test
    void whoeverIsSetHasHisOwnMode() {
        var rules =
                new SrtpRules(
                        SrtpMode.PREFERRED,
                        Map.of("1001", SrtpMode.REQUIRED),
                        Map.of("peer", SrtpMode.OFF),
                        false);
        assertEquals(SrtpMode.REQUIRED, rules.of(new Caller.User("1001")));
        assertEquals(SrtpMode.PREFERRED, rules.of(new Caller.User("1002")));
        assertEquals(SrtpMode.OFF, rules.of(new Caller.Trunk("peer")));
        assertEquals(SrtpMode.PREFERRED, rules.of(new Caller.Anonymous()));
        assertEquals(SrtpMode.REQUIRED, rules.of(new OutgoingCall.Target.User("1001")));
        assertEquals(SrtpMode.OFF, rules.of(new OutgoingCall.Target.Trunk("peer", "1")));
    }
}
