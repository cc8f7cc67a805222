package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a grammar takes longest for: nesting, lists and quotes as long as the limits allow, in every
 * header that has a grammar. Each is read or refused, and neither takes long.
 */
class HostileShapesTest {

    private static final int LONGEST = SipLimits.LINE - 100;

    /** A hundred times what the slowest takes. */
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final List<String> SHAPES =
            List.of(
                    "(",
                    "(()",
                    "<",
                    "<sip:a@b?c=<",
                    "\"",
                    "\"a\" ",
                    "\\",
                    "\"\\\"",
                    "[",
                    "{",
                    "%41",
                    ";a",
                    ";a=\"b\"",
                    ";a=b;a",
                    ",",
                    ",a",
                    "<sip:a@b>,",
                    "sip:",
                    "sip:a:b@",
                    "@",
                    ":",
                    "=",
                    "?a=b&",
                    " ",
                    "\n ",
                    "/a",
                    "1",
                    "1.",
                    "\u00e9");

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** RI prints what it did not expect. */
    @BeforeEach
    void listenToRi() {
        System.setErr(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void riWasNeverSurprised() {
        System.setErr(standardError);
        assertEquals("", printed.toString(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Via",
                "From",
                "To",
                "Call-ID",
                "CSeq",
                "Contact",
                "Route",
                "Record-Route",
                "Path",
                "Service-Route",
                "Authorization",
                "Proxy-Authorization",
                "WWW-Authenticate",
                "Proxy-Authenticate",
                "Authentication-Info",
                "Accept",
                "Accept-Encoding",
                "Accept-Language",
                "Alert-Info",
                "Allow",
                "Allow-Events",
                "Call-Info",
                "Content-Disposition",
                "Content-Encoding",
                "Content-Language",
                "Content-Type",
                "Date",
                "Error-Info",
                "Event",
                "Expires",
                "In-Reply-To",
                "Max-Forwards",
                "MIME-Version",
                "Min-Expires",
                "Min-SE",
                "Organization",
                "P-Asserted-Identity",
                "P-Preferred-Identity",
                "Priority",
                "Privacy",
                "Proxy-Require",
                "RAck",
                "Reason",
                "Refer-To",
                "Referred-By",
                "Replaces",
                "Reply-To",
                "Require",
                "Retry-After",
                "RSeq",
                "Server",
                "Session-Expires",
                "Subject",
                "Subscription-State",
                "Supported",
                "Timestamp",
                "Unsupported",
                "User-Agent",
                "Warning",
                "X-Unknown"
            })
    void isReadOrRefusedInNoTime(String header) {
        for (var beginning : List.of("", "a", "<sip:a@b>", "Digest a=\"", "SIP/2.0/UDP a")) {
            for (var shape : SHAPES) {
                var value = beginning + shape.repeat(LONGEST / shape.length());
                long begun = System.nanoTime();
                read(
                        SampleMessages.INVITE.replace(
                                "Max-Forwards: 70\n", header + ": " + value + "\n"));
                long took = System.nanoTime() - begun;
                assertTrue(
                        took < SLOW_NANOS, () -> header + " of " + beginning + shape + ": " + took);
            }
        }
    }

    /** RI's loop about a comment that ends with a backslash has no end, and fills the heap. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIP/2.0/UDP a;branch=z9hG4bKx (\\",
                "SIP/2.0/UDP a;branch=z9hG4bKx (abc\\",
                "SIP/2.0/UDP a (\"\\, SIP/2.0/UDP b",
                "SIP/2.0/UDP a;x=\"y\" (<\",\\"
            })
    void aViaWhoseCommentNeverEndsIsMalformed(String via) throws Exception {
        for (var place : List.of("Via: SIP/2.0/UDP phone", "Max-Forwards: ")) {
            var message = SampleMessages.INVITE.replace(place, "Via: " + via + "\n" + place);
            var index = SipIndex.of(SampleMessages.octets(message));
            var malformed =
                    assertTimeoutPreemptively(
                            Duration.ofNanos(SLOW_NANOS),
                            () ->
                                    assertThrows(
                                            MalformedSipMessageException.class,
                                            () -> new SipMessages().parse(index)));
            assertEquals(400, malformed.status());
            assertTrue(malformed.answerable());
        }
    }

    private static void read(String message) {
        try {
            new SipMessages().parse(SipIndex.of(SampleMessages.octets(message)));
        } catch (MalformedSipMessageException e) {
            assertTrue(e.status() == 400 || e.status() == 505, e::problem);
        }
    }
}
