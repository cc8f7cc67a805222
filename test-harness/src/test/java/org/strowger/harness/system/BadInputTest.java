package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/** What is malformed, unknown or wrong is answered or dropped, and counted, and leaves nothing. */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class BadInputTest {

    private static final Duration SOON = Loopback.SOON;
    private static final Duration ANSWER = Duration.ofSeconds(2);

    /** Octets of the longest message, and of the longest line with its folds. */
    private static final int MESSAGE = 65_535;

    private static final int LINE = 8_192;

    private Loopback loopback;
    private SwitchProcess strowger;
    private InetSocketAddress sip;

    @BeforeAll
    void start() {
        var conf = ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS).agents(2);
        loopback = Loopback.start("bad-input", conf);
        strowger = loopback.strowger();
        sip = strowger.sip();
    }

    @AfterEach
    void nothingIsLeft() {
        strowger.awaitAtRest(Loopback.AT_REST);
        assertAlive();
    }

    @AfterAll
    void stop() {
        loopback.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is not SIP",
                "\0\1\2\3\4\5\6\7",
                "INVITE\r\n\r\n",
                "SIP/2.0 99999 No\r\n\r\n",
                "OPTIONS sip:4000@127.0.0.1 SIP/2.0\r\nVia: nonsense\r\n\r\n"
            })
    void aMalformedDatagramIsDroppedAndCountedOrAnswered400(String datagram) throws IOException {
        long before = strowger.malformed();

        var answer = RawSip.datagram(datagram.getBytes(US_ASCII), sip, Duration.ofMillis(300));

        answer.ifPresent(message -> assertEquals(400, message.status()));
        awaitCounted(before);
    }

    @Test
    void aDatagramOfTheGreatestSizeIsCountedAndAnsweredWithARefusalOrDropped() throws IOException {
        var head = RawSip.request("OPTIONS", "UDP", "");
        var tail = "\r\nContent-Length: 0\r\n\r\n";
        var filler = "Subject: " + "x".repeat(65_507 - head.length() - tail.length() - 9);
        var datagram = (head + filler + tail).getBytes(US_ASCII);
        assertEquals(65_507, datagram.length);
        long before = strowger.malformed();

        var answer = RawSip.datagram(datagram, sip, ANSWER);

        answer.ifPresent(BadInputTest::assertRefused);
        awaitCounted(before);
    }

    @Test
    void aLargeBodyThatFitsIntoADatagramDoesNotHurt() throws IOException {
        var head = RawSip.request("OPTIONS", "UDP", "");
        var body = "x".repeat(60_000);
        var text = head + "Content-Length: " + body.length() + "\r\n\r\n" + body;

        var answer = RawSip.datagram(text.getBytes(US_ASCII), sip, ANSWER);

        assertTrue(answer.isPresent());
    }

    @Rfc(number = 3261, section = "21.4.11")
    @Test
    void aStreamMessageOverSixtyFourKilobytesIsAnswered413AndItsConnectionClosed()
            throws IOException {
        long before = strowger.malformed();

        var answer =
                RawSip.stream(
                        RawSip.request("OPTIONS", "TCP", "Content-Length: 65537\r\n\r\n"), sip);

        assertTrue(answer.startsWith("SIP/2.0 413 "), answer);
        awaitCounted(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact: <sip:a@b>", "Subject: s", "Route: <sip:a@b>"})
    void tenThousandHeaderParametersAreRefusedOrDroppedAndCountedAtOnce(String field)
            throws IOException {
        var parameters = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            parameters.append(';').append((char) ('a' + i % 26)).append(i % 10);
        }
        var extra = field + parameters + "\r\nContent-Length: 0\r\n\r\n";
        long before = strowger.malformed();

        var answer =
                RawSip.datagram(
                        RawSip.request("INVITE", "UDP", extra).getBytes(US_ASCII), sip, ANSWER);

        answer.ifPresent(BadInputTest::assertRefused);
        awaitCounted(before);
    }

    @Rfc(number = 3261, section = "21.4.11")
    @Rfc(number = 3261, section = "18.3")
    @ParameterizedTest
    @CsvSource({
        "2147483647, 413",
        "2147483648, 400",
        "99999999999, 400",
        "999999999999999999999999999999, 400",
        "-1, 400"
    })
    void aBodyLongerThanAnyIsRefusedBeforeItComes(String length, int status) throws IOException {
        long before = strowger.malformed();

        var answer =
                RawSip.stream(
                        RawSip.request("OPTIONS", "TCP", "Content-Length: " + length + "\r\n\r\n"),
                        sip);

        assertTrue(answer.startsWith("SIP/2.0 " + status + ' '), answer);
        awaitCounted(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\r\n ", "\r\n\t(", "\r\nSubject: s"})
    void headersThatNeverEndCloseTheirConnection(String again) throws IOException {
        long lost = strowger.count("counter.sip.framing_lost");
        var head = RawSip.request("OPTIONS", "TCP", "Subject: s");
        var rest = again.repeat(MESSAGE / again.length() + 1);

        // Not an octet more than it takes to see it: what is not read would be a reset.
        var answer = RawSip.stream((head + rest).substring(0, MESSAGE + 1), sip);

        assertEquals("", answer);
        assertEquals(lost + 1, strowger.count("counter.sip.framing_lost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject", "User-Agent", "Contact", "Via", "Accept", "From"})
    void foldsWithoutEndAreRefusedOrDroppedAndCounted(String name) throws IOException {
        var folds = name + ": a" + "\r\n b".repeat(10_000) + "\r\nContent-Length: 0\r\n\r\n";
        long before = strowger.malformed();

        var answer =
                RawSip.datagram(
                        RawSip.request("OPTIONS", "UDP", folds).getBytes(US_ASCII), sip, ANSWER);

        answer.ifPresent(BadInputTest::assertRefused);
        awaitCounted(before);
    }

    /** As deep as a line may be long: whatever it is, it is answered, and that soon. */
    @ParameterizedTest
    @CsvSource({
        "Subject: a, (",
        "User-Agent: a, (",
        "Accept: a, (",
        "Contact: , <",
        "Contact: <sip:a@b>, ;a=(",
        "Contact: , '\"\\'",
        "Route: , '<sip:a@b?c=<'",
        "Supported: a, '(\"'",
        "Authorization: Digest a=, '\"('"
    })
    void whatIsNestedAsDeepAsALineIsLongIsAnsweredAtOnce(String field, String deeper)
            throws IOException {
        var line = field + deeper.repeat((LINE - field.length()) / deeper.length());
        var text = RawSip.request("OPTIONS", "UDP", line + "\r\nContent-Length: 0\r\n\r\n");

        var answer = RawSip.datagram(text.getBytes(US_ASCII), sip, ANSWER);

        int status = answer.orElseThrow().status();
        assertTrue(status == 200 || status / 100 == 4, () -> "status " + status);
    }

    @Rfc(number = 3261, section = "8.2.2.1")
    @Test
    void anUnknownNumberIs404() {
        try (var caller = Phone.anonymous("5551001", sip)) {
            assertEquals(404, caller.dial("4999").awaitEnd(SOON));
        }
    }

    @Test
    void aStrangerHearsTheSame404ForAnAgentsNumberAsForNone() {
        try (var stranger = Phone.anonymous("5551001", "127.0.0.2", sip)) {
            var agent = stranger.dial("1001");
            var code = stranger.dial("*11");
            var nobody = stranger.dial("1999");

            assertEquals(404, agent.awaitEnd(SOON));
            assertEquals(404, code.awaitEnd(SOON));
            assertEquals(404, nobody.awaitEnd(SOON));
            assertEquals(shape(nobody.finalResponse()), shape(agent.finalResponse()));
            assertEquals(shape(nobody.finalResponse()), shape(code.finalResponse()));
        }
    }

    @Rfc(number = 3261, section = "22.2")
    @Test
    void aWrongPasswordIs401WithANewNonceAndNothingTellsWhetherTheUserExists() {
        try (var known = Phone.of("1001", "wrong", sip);
                var unknown = Phone.of("1999", "wrong", sip)) {
            var ofKnown = known.tryRegister(Duration.ofHours(1));
            var ofUnknown = unknown.tryRegister(Duration.ofHours(1));

            assertEquals(401, ofKnown.challenge().status());
            assertEquals(401, ofKnown.answer().status());
            assertNotEquals(nonces(ofKnown.challenge()), nonces(ofKnown.answer()));
            assertEquals(401, ofUnknown.answer().status());
            assertNotEquals(nonces(ofUnknown.challenge()), nonces(ofUnknown.answer()));
            assertEquals(shape(ofKnown.challenge()), shape(ofUnknown.challenge()));
            assertEquals(shape(ofKnown.answer()), shape(ofUnknown.answer()));
        }
    }

    @Test
    void aCallerWhoClaimsToBeAUserIsAskedForThePassword() {
        try (var liar = Phone.anonymous("1001", sip);
                var wrong = Phone.of("1001", "wrong", sip)) {
            assertEquals(401, liar.dial("4001").awaitEnd(SOON));
            assertEquals(401, wrong.dial("4001").awaitEnd(SOON));
        }
    }

    @Rfc(number = 3261, section = "13.3.1.3")
    @Test
    void anOfferWithoutACommonCodecIs488() {
        try (var caller = Phone.anonymous("5551001", sip).formats(List.of(18))) {
            assertEquals(488, caller.dial("4001").awaitEnd(SOON));
        }
    }

    private void assertAlive() {
        try (var phone = Phone.anonymous("5559999", sip)) {
            assertEquals(200, phone.options());
        }
    }

    private void awaitCounted(long before) {
        strowger.await(
                () -> strowger.malformed() > before,
                SOON,
                () -> "malformed messages counted: " + strowger.counts());
    }

    private static void assertRefused(SipText answer) {
        assertTrue(answer.status() >= 400, answer::startLine);
    }

    private static List<String> nonces(SipText answer) {
        return answer.all("WWW-Authenticate").stream()
                .map(value -> value.replaceFirst(".*nonce=\"([^\"]*)\".*", "$1"))
                .toList();
    }

    /** All of a message but what must differ: nonces, tags, branches, numbers, names. */
    private static String shape(SipText message) {
        var shape = new StringBuilder(message.startLine());
        for (var field : message.fields()) {
            shape.append('\n').append(field.name());
            if (field.name().endsWith("Authenticate")) {
                shape.append(field.value().replaceAll("(nonce|opaque)=\"[^\"]*\"", "$1"));
            }
        }
        return shape.toString();
    }
}
