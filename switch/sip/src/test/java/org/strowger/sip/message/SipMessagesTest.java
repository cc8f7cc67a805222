package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.address.SipUri;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class SipMessagesTest {

    private static final String[] SPICE = {
        ";",
        "\"",
        "<",
        ">",
        ",",
        ":",
        "@",
        "\r\n",
        "\r\n ",
        "%",
        "%zz",
        "\0",
        "\t",
        "[",
        "]",
        "=",
        "?",
        "&",
        "/",
        "\\",
        "(",
        ")",
        "sip:",
        "tel:",
        "tag=",
        ";lr",
        "99999999999",
        "-1",
        "\u00e9",
        "*",
        "Via: ",
        "m: ",
        "Authorization: Digest ",
        "((((((((",
        "Date: x\r\n",
        "Warning: 1\r\n"
    };

    private final SipMessages messages = new SipMessages();

    private Grammar parse(String text) throws MalformedSipMessageException {
        return messages.parse(SipIndex.of(SampleMessages.octets(text)));
    }

    @Test
    void readsARequest() throws Exception {
        var request = parse(SampleMessages.INVITE);

        assertEquals("sip:4000@127.0.0.1:5060;transport=udp", String.valueOf(request.requestUri()));
        assertEquals("sip:bob@example.com;x=1", request.from().getURI().toString());
        assertEquals("sip:4000@127.0.0.1", request.to().getURI().toString());
        assertEquals(
                "sip:bob@127.0.0.1:5070",
                request.contacts().getFirst().getAddress().getURI().toString());
        assertEquals(3, request.vias());
    }

    @Test
    void readsAResponse() throws Exception {
        var response = parse(SampleMessages.RINGING);

        assertNull(response.requestUri());
        assertEquals("sip:2@127.0.0.1", response.to().getURI().toString());
    }

    @Test
    void readsNamesInUtf8() throws Exception {
        var text = SampleMessages.INVITE.replace("\"Bob \\\"; tag=no\"", "\"\u5f20\u4e09\"");
        var request = parse(text);

        assertEquals("\u5f20\u4e09", request.from().getDisplayName());
    }

    @Rfc(number = 3261, section = "16.3")
    @Rfc(number = 4475, section = "3.1.2.12")
    @Test
    void aMalformedHeaderThatOnlyTellsSomethingIsDropped() throws Exception {
        var text = SampleMessages.INVITE.replace("Subject", "Date: x\nSubject");
        assertEquals(1, parse(text).contacts().size());
    }

    @Test
    void aMalformedHeaderThatDecidesIsAProblem() {
        var text = SampleMessages.INVITE.replace("Contact: <sip:", "Contact: <<sip:");
        var malformed = assertThrows(MalformedSipMessageException.class, () -> parse(text));
        assertTrue(malformed.answerable());
        assertEquals(400, malformed.status());
    }

    @Test
    void whatAPhoneSaysOfItselfAgainIsRemembered() throws Exception {
        var again =
                SampleMessages.INVITE
                        .replace("from-1", "from-2")
                        .replace("z9hG4bK-a1", "z9hG4bK-a2")
                        .replace("call-1", "call-2")
                        .replace("17 INVITE", "18 INVITE");
        parse(SampleMessages.INVITE);
        var first = parse(SampleMessages.INVITE);
        var second = parse(again);

        assertSame(first.requestUri(), second.requestUri());
        assertSame(first.from(), second.from());
        assertSame(first.contacts().getFirst(), second.contacts().getFirst());
    }

    @Test
    void severalLinesOfAHeaderAddUpAndWhatIsRememberedOfEachStaysAsItWas() throws Exception {
        var one = "Record-Route: <sip:a@192.0.2.1;lr>, <sip:b@192.0.2.2;lr>\n";
        var two = "Record-Route: <sip:c@192.0.2.3>\n";
        for (var routes : new String[] {one + two, one, two, one + two}) {
            var text = SampleMessages.INVITE.replace("Max-Forwards", routes + "Max-Forwards");
            var read = parse(text).recordRoutes();
            assertEquals(
                    (routes.contains("sip:a") ? "ab" : "") + (routes.contains("sip:c") ? "c" : ""),
                    read.stream()
                            .map(route -> ((SipUri) route.getURI()).getUser())
                            .collect(Collectors.joining()));
        }
    }

    @Test
    void parsersThatDisagreeMakeAMalformedMessage() {
        var text = SampleMessages.INVITE.replace(";tag=from-1", ";tag=one;tag=two");
        assertThrows(MalformedSipMessageException.class, () -> parse(text));
    }

    /** RI's own words for an exception it did not expect go to System.err: none may get there. */
    @Test
    void hostileMessagesAreRefusedAndNothingElse() {
        var standardError = System.err;
        var printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            fuzz(20_261L);
        } finally {
            System.setErr(standardError);
        }
        assertEquals("", printed.toString(UTF_8));
    }

    private void fuzz(long seed) {
        var random = new Random(seed);
        int good = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            var octets = mutated(random);
            try {
                var index = SipIndex.of(octets);
                assertWithinLimits(index);
                messages.parse(index);
                good++;
            } catch (MalformedSipMessageException malformed) {
                answer(malformed);
                refused++;
            } catch (RuntimeException | Error wrong) {
                throw new AssertionError(
                        "seed %d, message %d: %s".formatted(seed, i, new String(octets, UTF_8)),
                        wrong);
            }
        }
        assertTrue(good > 1_000 && refused > 1_000, "seed %d: %d good".formatted(seed, good));
    }

    /** What RI is given is bounded, and so is its superlinear work. */
    private static void assertWithinLimits(SipIndex index) {
        assertTrue(index.headerCount() <= SipLimits.HEADER_LINES);
        for (int i = 0; i < index.headerCount(); i++) {
            var value = index.octets();
            int separators = 0;
            for (int at = index.valueStart(i); at < index.valueEnd(i); at++) {
                separators += value[at] == ';' || value[at] == '&' ? 1 : 0;
            }
            assertTrue(separators <= SipLimits.PARAMETERS);
            assertTrue(index.valueEnd(i) - index.valueStart(i) <= SipLimits.LINE);
        }
    }

    private static void answer(MalformedSipMessageException malformed) {
        var request = malformed.request();
        if (request != null) {
            StatelessResponse.of(
                    request,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                    400,
                    malformed.problem());
        }
    }

    private static byte[] mutated(Random random) {
        var text =
                new StringBuilder(SampleMessages.ALL.get(random.nextInt(3)).replace("\n", "\r\n"));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, SPICE[random.nextInt(SPICE.length)]);
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.setCharAt(at, (char) random.nextInt(256));
                case 3 ->
                        text.insert(
                                at,
                                SPICE[random.nextInt(SPICE.length)].repeat(random.nextInt(200)));
                default -> text.replace(at, Math.min(text.length(), at + random.nextInt(20)), "");
            }
        }
        var octets = text.toString().getBytes(UTF_8);
        return random.nextInt(10) == 0
                ? Arrays.copyOf(octets, random.nextInt(octets.length))
                : octets;
    }
}
