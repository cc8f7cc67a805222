package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.media.dtls.DtlsTerms;
import org.strowger.media.dtls.Fingerprint;
import org.strowger.media.ice.IceCredentials;
import org.strowger.media.srtp.SrtpKey;
import org.strowger.media.srtp.SrtpKeys;
import org.strowger.media.srtp.SrtpSuite;
import org.strowger.sip.Caller;
import org.strowger.sip.Flow;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.sdp.CryptoAttribute;
import org.strowger.sip.sdp.CryptoSuite;
import org.strowger.sip.sdp.Dtls;
import org.strowger.sip.sdp.Dtls.Setup;
import org.strowger.sip.sdp.Ice;
import org.strowger.sip.sdp.Security;
import org.strowger.sip.sdp.Security.Profile;

/** Calls whose legs are encrypted, or should be. */
class EncryptedCallTest {

    private static final SrtpKey THEIRS = SrtpKey.fresh(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
    private static final SrtpKey NEW = SrtpKey.fresh(SrtpSuite.AES_CM_128_HMAC_SHA1_80);

    private static final Fingerprint OURS = new Fingerprint("sha-256", "AA:BB");
    private static final Fingerprint OTHERS = new Fingerprint("sha-256", "CC:DD");

    private Laboratory lab = new Laboratory();

    private void with(SrtpMode usual, SrtpMode agent, boolean keysInClear) {
        lab = new Laboratory(new SrtpRules(usual, Map.of(AGENT, agent), Map.of(), keysInClear));
    }

    private static Security security(Profile profile, SrtpKey key) {
        var line = new CryptoAttribute(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80, key.text());
        return new Security(profile, List.of(line));
    }

    private FakeSip.Incoming dials(String number, Security security) {
        var leg = new FakeSip.Incoming(new Caller.Trunk("peer"), "5551001", number);
        leg.offer = FakeSip.session(5_000, Codec.PCMU).with(security);
        leg.events = lab.switchboard.incoming(leg);
        lab.run();
        return leg;
    }

    private FakeMedia.Leg media(int leg) {
        return lab.media.legs.get(leg);
    }

    private SrtpKeys keys(int leg) {
        return (SrtpKeys) Objects.requireNonNull(media(leg).encryption);
    }

    @Rfc(number = 4568, section = "5.1.2")
    @Test
    void anOfferWithAKeyIsAnsweredWithOneAndMediaHasBoth() {
        with(SrtpMode.REQUIRED, SrtpMode.OFF, true);
        var call = dials("4004", security(Profile.SAVP, THEIRS));
        var said = Objects.requireNonNull(call.answer).security();
        assertEquals(Profile.SAVP, said.profile());
        var keys = keys(0);
        assertEquals(THEIRS, keys.theirs());
        assertEquals(said.crypto().getFirst().key(), keys.ours().text());
        lab.then(call::hangsUp);
        lab.assertAtRest();
    }

    @Test
    void whoMustEncryptAndDoesNotIsRefused() {
        with(SrtpMode.REQUIRED, SrtpMode.OFF, true);
        var call = dials("4004", Security.NONE);
        assertEquals("488", call.heard.getLast());
        lab.then(call::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void nobodyIsCalledForWhoWillBeRefused() {
        with(SrtpMode.REQUIRED, SrtpMode.OFF, true);
        var call = dials("4007", Security.NONE);
        assertEquals("488", call.heard.getLast());
        assertTrue(lab.sip.calls.isEmpty());
        lab.then(call::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void whoMustEncryptCannotWhereAnybodyReadsTheKeys() {
        with(SrtpMode.REQUIRED, SrtpMode.OFF, false);
        var call = dials("4004", security(Profile.SAVP, THEIRS));
        assertEquals("488", call.heard.getLast());
        lab.then(call::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void onlyTheLegThatAgreedOnItIsEncrypted() {
        with(SrtpMode.PREFERRED, SrtpMode.PREFERRED, true);
        var call = dials("4007", Security.NONE);
        var agent = lab.rung();
        assertEquals(2, agent.call.offer().security().crypto().size());
        assertEquals(Profile.AVP, agent.call.offer().security().profile());
        lab.then(() -> agent.answers(security(Profile.AVP, THEIRS)));
        lab.then(() -> call.events().confirmed());
        assertNull(media(0).encryption);
        assertEquals(THEIRS, keys(1).theirs());
        assertEquals("bridge", media(0).did.getLast());
        lab.then(call::hangsUp, agent::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void whoPrefersItIsCalledPlainWhereTheOtherSideCannot() {
        with(SrtpMode.OFF, SrtpMode.PREFERRED, true);
        var call = dials("4007", Security.NONE);
        var agent = lab.rung();
        lab.then(agent::answers, () -> call.events().confirmed());
        assertNull(media(1).encryption);
        lab.then(call::hangsUp, agent::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void anAnswerThatIsNotEncryptedThoughItMustBeEndsTheCall() {
        with(SrtpMode.OFF, SrtpMode.REQUIRED, true);
        var call = dials("4007", Security.NONE);
        var agent = lab.rung();
        assertEquals(Profile.SAVP, agent.call.offer().security().profile());
        lab.then(agent::answers);
        assertEquals("the answer is not encrypted", agent.hungUp);
        assertEquals("488", call.heard.getLast());
        lab.then(call::confirmsEnd, agent::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void whoMustBeCalledEncryptedIsNotCalledWhereAnybodyReadsTheKeys() {
        with(SrtpMode.OFF, SrtpMode.REQUIRED, false);
        var call = dials("4007", Security.NONE);
        assertTrue(lab.sip.calls.isEmpty());
        assertEquals("488", call.heard.getLast());
        lab.then(call::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void aNewOfferWithTheSameKeyLeavesOursAndANewKeyBringsOneOfOurs() {
        with(SrtpMode.REQUIRED, SrtpMode.OFF, true);
        var call = dials("4004", security(Profile.SAVP, THEIRS));
        lab.then(() -> call.events().confirmed());
        var before = keys(0);
        var moved = FakeSip.session(5_002, Codec.PCMU);
        var same = moved.with(security(Profile.SAVP, THEIRS));
        lab.then(() -> assertNotNull(call.events().offered(same)));
        assertEquals(before, keys(0));

        var again = moved.with(security(Profile.SAVP, NEW));
        lab.then(() -> assertNotNull(call.events().offered(again)));
        var after = keys(0);
        assertEquals(NEW, after.theirs());
        assertNotEquals(before.ours(), after.ours(), "it may be another phone");

        lab.then(() -> assertNull(call.events().offered(FakeSip.session(5_004, Codec.PCMU))));
        assertEquals(after, media(0).encryption, "what was refused changes nothing");
        lab.then(call::hangsUp);
        lab.assertAtRest();
    }

    @Test
    void aLateOfferHasKeysAndItsAnswerMustHaveOne() {
        with(SrtpMode.REQUIRED, SrtpMode.OFF, true);
        var call = new FakeSip.Incoming(new Caller.Trunk("peer"), "5551001", "4004");
        call.offer = null;
        call.events = lab.switchboard.incoming(call);
        lab.run();
        var said = Objects.requireNonNull(call.answer).security();
        assertEquals(Profile.SAVP, said.profile());
        var answer = FakeSip.session(5_000, Codec.PCMU);
        lab.then(() -> call.events().answered(answer.with(security(Profile.SAVP, THEIRS))));
        assertEquals(THEIRS, keys(0).theirs());
        lab.then(() -> call.events().answeredAgain(answer));
        assertEquals("bye", call.heard.getLast());
        lab.then(call::confirmsEnd);
        lab.assertAtRest();
    }

    /** The numbers of its stream would begin anew, with the same key. */
    @Rfc(number = 3711, section = "9.1")
    @Test
    void whoWasPlainForAWhileGetsAnotherKeyOfOurs() {
        with(SrtpMode.PREFERRED, SrtpMode.OFF, true);
        var call = dials("4004", security(Profile.AVP, THEIRS));
        lab.then(() -> call.events().confirmed());
        var before = keys(0);
        var plain = FakeSip.session(5_000, Codec.PCMU);
        lab.then(() -> assertNotNull(call.events().offered(plain)));
        assertNull(media(0).encryption);
        var again = plain.with(security(Profile.AVP, THEIRS));
        lab.then(() -> assertNotNull(call.events().offered(again)));
        assertNotEquals(before.ours(), keys(0).ours());
        lab.then(call::hangsUp);
        lab.assertAtRest();
    }

    @Test
    void whoAsksForOurOfferInMidCallGetsANewKey() {
        with(SrtpMode.REQUIRED, SrtpMode.OFF, true);
        var call = dials("4004", security(Profile.SAVP, THEIRS));
        lab.then(() -> call.events().confirmed());
        var before = keys(0);
        var last = Objects.requireNonNull(call.answer);
        var ours = call.events().offerDue(last);
        assertEquals(Profile.SAVP, ours.security().profile());
        var line = ours.security().crypto().getFirst();
        assertEquals(last.security().crypto().getFirst().tag(), line.tag());
        assertNotEquals(before.ours().text(), line.key());
        assertEquals(before, keys(0), "as long as there is no answer");
        var answer = FakeSip.session(5_002, Codec.PCMU).with(security(Profile.SAVP, NEW));
        lab.then(() -> call.events().answered(answer));
        assertEquals(NEW, keys(0).theirs());
        assertEquals(line.key(), keys(0).ours().text());
        lab.then(call::hangsUp);
        lab.assertAtRest();
    }

    /** The association goes on, so nobody begins one anew. */
    @Rfc(number = 8842, section = "5.3")
    @Test
    void whoeverHasBegunAHandshakeKeepsThatRole() {
        with(SrtpMode.REQUIRED, SrtpMode.OFF, false);
        lab.media.fingerprint = OURS;
        var call = dials("4004", handshake(Profile.DTLS, Setup.PASSIVE, OTHERS));
        lab.then(() -> call.events().confirmed());
        var active = new DtlsTerms(true, OTHERS);
        assertEquals(active, media(0).encryption);
        var same = handshake(Profile.DTLS, Setup.ACTPASS, OTHERS);
        var here = FakeSip.session(5_000, Codec.PCMU);
        lab.then(() -> assertEquals(Setup.ACTIVE, setup(offered(call, here.with(same)))));
        assertEquals(active, media(0).encryption);

        var ours = call.events().offerDue(Objects.requireNonNull(call.answer));
        assertEquals(Setup.ACTPASS, setup(ours), "it may be for another phone");

        var other = handshake(Profile.DTLS, Setup.ACTPASS, new Fingerprint("sha-256", "EE:FF"));
        lab.then(() -> assertEquals(Setup.PASSIVE, setup(offered(call, here.with(other)))));
        lab.then(call::hangsUp);
        lab.assertAtRest();
    }

    private static Setup setup(AudioDescription said) {
        return Objects.requireNonNull(said.security().dtls()).setup();
    }

    private static Security handshake(Profile profile, Setup setup, Fingerprint fingerprint) {
        return new Security(profile, new Dtls(setup, fingerprint.hash(), fingerprint.value()));
    }

    @Rfc(number = 5763, section = "5")
    @ParameterizedTest
    @CsvSource({
        "DTLS, ACTPASS, PASSIVE, false",
        "DTLS, ACTIVE, PASSIVE, false",
        "DTLS, PASSIVE, ACTIVE, true",
        "DTLS_FEEDBACK, ACTPASS, PASSIVE, false",
        "AVP, ACTPASS, PASSIVE, false",
    })
    void anOfferedHandshakeIsAnsweredThoughAnybodyReadsTheSignalling(
            Profile profile, Setup theirs, Setup ours, boolean active) {
        with(SrtpMode.REQUIRED, SrtpMode.OFF, false);
        lab.media.fingerprint = OURS;
        var call = dials("4004", handshake(profile, theirs, OTHERS));
        assertEquals(
                handshake(profile, ours, OURS), Objects.requireNonNull(call.answer).security());
        assertEquals(new DtlsTerms(active, OTHERS), media(0).encryption);
        lab.then(call::hangsUp);
        lab.assertAtRest();
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRED, sha-1",
        "REQUIRED, md5",
        "OFF, sha-256",
    })
    void aHandshakeThatProvesNothingIsRefused(SrtpMode mode, String hash) {
        with(mode, SrtpMode.OFF, true);
        lab.media.fingerprint = OURS;
        var weak = new Fingerprint(hash, "CC:DD");
        var call = dials("4004", handshake(Profile.DTLS, Setup.ACTPASS, weak));
        assertEquals("488", call.heard.getLast());
        lab.then(call::confirmsEnd);
        lab.assertAtRest();
    }

    @Test
    void whoMustEncryptIsOfferedAHandshakeWhereAnybodyReadsTheSignalling() {
        with(SrtpMode.OFF, SrtpMode.REQUIRED, false);
        lab.media.fingerprint = OURS;
        var call = dials("4007", Security.NONE);
        var agent = lab.rung();
        assertEquals(handshake(Profile.DTLS, Setup.ACTPASS, OURS), agent.call.offer().security());
        lab.then(() -> agent.answers(handshake(Profile.DTLS, Setup.ACTIVE, OTHERS)));
        assertEquals(new DtlsTerms(false, OTHERS), media(1).encryption);
        lab.then(() -> call.events().confirmed(), call::hangsUp, agent::confirmsEnd);
        lab.assertAtRest();
    }

    @Rfc(number = 8839, section = "4.2.2")
    @Test
    void anOfferWithIceIsAnsweredLiteAndMediaAnswersTheChecks() {
        with(SrtpMode.PREFERRED, SrtpMode.OFF, false);
        lab.media.fingerprint = OURS;
        var call = new FakeSip.Incoming(new Caller.Trunk("peer"), "5551001", "4004");
        var offer =
                FakeSip.session(9, Codec.PCMU)
                        .with(handshake(Profile.DTLS_FEEDBACK, Setup.ACTPASS, OTHERS));
        call.offer = offer.with(new Ice("them", "0123456789012345678901", "a", true));
        call.events = lab.switchboard.incoming(call);
        lab.run();
        var said = Objects.requireNonNull(Objects.requireNonNull(call.answer).ice());
        assertEquals("a", said.mid());
        assertTrue(said.bundled());
        var checks = new IceCredentials(said.ufrag(), said.password());
        assertEquals(new DtlsTerms(false, OTHERS, checks), media(0).encryption);

        lab.then(() -> call.events().confirmed());
        var same = offer.with(new Ice("them", "0123456789012345678901", "a", true));
        lab.then(() -> assertEquals(said, offered(call, same).ice()));
        var anew = offer.with(new Ice("anew", "0123456789012345678901", "a", true));
        lab.then(() -> assertNotEquals(said.ufrag(), ufrag(offered(call, anew))));
        lab.then(call::hangsUp);
        lab.assertAtRest();
    }

    private static AudioDescription offered(FakeSip.Incoming call, AudioDescription offer) {
        return Objects.requireNonNull(call.events().offered(offer));
    }

    private static String ufrag(AudioDescription ours) {
        return Objects.requireNonNull(ours.ice()).ufrag();
    }

    @Test
    void whoIsReachedByWebSocketIsOfferedWhatBrowsersTake() {
        with(SrtpMode.OFF, SrtpMode.PREFERRED, false);
        lab.media.fingerprint = OURS;
        lab.sip.transports = Set.of(Flow.Transport.WS, Flow.Transport.WSS);
        var call = dials("4007", Security.NONE);
        var agent = lab.rung();
        var offer = agent.call.offer();
        assertEquals(handshake(Profile.DTLS_FEEDBACK, Setup.ACTPASS, OURS), offer.security());
        var ice = Objects.requireNonNull(offer.ice());
        var answer =
                FakeSip.session(6_000, Codec.PCMU)
                        .with(handshake(Profile.DTLS_FEEDBACK, Setup.ACTIVE, OTHERS))
                        .with(new Ice("them", "0123456789012345678901", "0", true));
        lab.then(() -> agent.events.answered(answer));
        var checks = new IceCredentials(ice.ufrag(), ice.password());
        assertEquals(new DtlsTerms(false, OTHERS, checks), media(1).encryption);
        lab.then(() -> call.events().confirmed(), call::hangsUp, agent::confirmsEnd);
        lab.assertAtRest();
    }
}
