package org.strowger.sip.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static String masked(String message) {
        return new String(Secrets.masked(message.getBytes(UTF_8)), UTF_8);
    }

    private static String request(String method, String headers, String body) {
        return method + " sip:4000@192.0.2.1 SIP/2.0\r\nCall-ID: a\r\n" + headers + "\r\n" + body;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Authorization: Digest username=\"1001\", response=\"0123abcd\", qop=auth"
                        + "| Authorization: Digest username=\"1001\", response=\"********\", qop=auth",
                "proxy-authorization :  digest Response = 0123abcd,nc=1"
                        + "| proxy-authorization :  digest Response = ********,nc=1",
                "Authorization: Digest response=\"ab\", auts=\"cd\""
                        + "| Authorization: Digest response=\"**\", auts=\"**\"",
                "Authorization: Basic MTAwMTp4|Authorization: Basic ********",
                "Authorization: Digest xresponse=\"ab\"|Authorization: Digest xresponse=\"ab\"",
                "Authentication-Info: qop=auth, rspauth=\"ab\""
                        + "| Authentication-Info: qop=auth, rspauth=\"**\"",
                "WWW-Authenticate: Digest nonce=\"ab\"|WWW-Authenticate: Digest nonce=\"ab\"",
                "From: <sip:1001:secret@192.0.2.1>;tag=x|From: <sip:1001:******@192.0.2.1>;tag=x",
                "Contact: <SIPS:a:b@h>, <sip:c:d@h:5061>|Contact: <SIPS:a:*@h>, <sip:c:*@h:5061>",
                "Contact: <sip:192.0.2.1:5060>|Contact: <sip:192.0.2.1:5060>",
                "Contact: <sip:a@h;transport=tcp;Line=0f3c>;expires=60"
                        + "|Contact: <sip:a@h;transport=tcp;Line=****>;expires=60",
                "To: <sip:a@h;line=ab;x=y>, sip:a@h;line=cd"
                        + "|To: <sip:a@h;line=**;x=y>, sip:a@h;line=**",
                "Contact: <sip:1001@[2001:db8::1]:5060>|Contact: <sip:1001@[2001:db8::1]:5060>",
            })
    void inHeaders(String header, String expected) {
        assertEquals(
                request("REGISTER", expected.strip() + "\r\n", ""),
                masked(request("REGISTER", header.strip() + "\r\n", "")));
    }

    @Test
    void inAFoldedHeader() {
        assertEquals(
                request(
                        "REGISTER",
                        "Authorization: Digest\r\n response\r\n\t=\r\n \"***\"\r\n",
                        ""),
                masked(
                        request(
                                "REGISTER",
                                "Authorization: Digest\r\n response\r\n\t=\r\n \"abc\"\r\n",
                                "")));
    }

    @Test
    void inTheStartLine() {
        assertEquals(
                "INVITE sip:a:***@h SIP/2.0\r\n\r\n", masked("INVITE sip:a:xyz@h SIP/2.0\r\n\r\n"));
    }

    @Test
    void keysOfSessionDescriptions() {
        var type = "Content-Type: application/sdp\r\n";
        var description =
                """
                v=0
                k=base64:%s
                m=audio 9 RTP/SAVP 0
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:%s|2^20|1:32;inline:%s
                a=ice-pwd:%s
                a=key-mgmt:mikey %s
                a=ptime:20
                """
                        .replace("\n", "\r\n");
        assertEquals(
                request("INVITE", type, description.formatted("**", "***", "*", "**", "****")),
                masked(
                        request(
                                "INVITE",
                                type,
                                description.formatted("ab", "d0+", "x", "pw", "AQAF"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/dtmf-relay|Signal=5#Duration=160#|Signal=*#Duration=160#",
                "application/dtmf-relay|signal = 11#|signal = **#",
                "application/dtmf-relay|  Signal=5#\tSignal = 6#Signal 7=8#|  Signal=*#\tSignal = *#Signal 7=*#",
                "application/dtmf-relay|\u000bSignal=5# Duration = 160#|\u000bSignal=*# Duration = 160#",
                "application/dtmf|5|*",
                "Application/DTMF; x=y|#5#|#*#",
                "multipart/mixed; boundary=b|--b#Content-Type: application/dtmf##7#--b--#"
                        + "|--b#Content-Type: application/dtmf##*#--b--#",
                "application/media_control+xml|<x>5</x>|<x>5</x>",
            })
    void keysThatACallerKeysIn(String type, String body, String expected) {
        var header = "Content-Type: " + type + "\r\n";
        assertEquals(
                request("INFO", header, expected.replace("#", "\r\n")),
                masked(request("INFO", header, body.replace("#", "\r\n"))));
    }

    @Test
    void digitsOfKpml() {
        var header = "c: application/kpml-response+xml\r\n";
        assertEquals(
                request("NOTIFY", header, "<kpml-response code=\"200\" digits=\"****\"/>\r\n"),
                masked(
                        request(
                                "NOTIFY",
                                header,
                                "<kpml-response code=\"200\" digits=\"1234\"/>\r\n")));
    }

    @Test
    void whatHoldsNoSecretIsLeftAsItIs() {
        var message =
                request(
                        "MESSAGE",
                        "Content-Type: text/plain\r\nX: response=\"ab\"\r\n",
                        "Signal=5\r\nAuthorization: Basic abc\r\n");
        assertEquals(message, masked(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void anyLineEndIsOne(String end) {
        var message = "X" + end + "Authorization: Basic %s" + end + end + "a=ice-pwd:%s" + end;
        assertEquals(message.formatted("***", "**"), masked(message.formatted("abc", "de")));
    }

    /** Whatever comes, as many octets go, and what is given is not changed. */
    @Test
    void aMalformedMessageKeepsItsLength() {
        var random = new Random(1);
        var words =
                new String[] {
                    "\r\n",
                    "\n",
                    " ",
                    ":",
                    "\"",
                    "=",
                    "sip:",
                    "@",
                    "Authorization",
                    "response",
                    "Digest",
                    "INFO ",
                    "a=crypto:",
                    "inline:",
                    "k=",
                    "Signal=",
                    "digits",
                    "é",
                    "\0"
                };
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int word = random.nextInt(30); word > 0; word--) {
                text.append(words[random.nextInt(words.length)]);
            }
            var octets = text.toString().getBytes(ISO_8859_1);
            var copy = octets.clone();
            assertEquals(octets.length, Secrets.masked(octets).length);
            assertArrayEquals(copy, octets);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:",
                "a:\r\n",
                "\r\n",
                " \r\n",
                "response=",
                "response=\"",
                "inline:",
                "x\r\nAuthorization: Digest response=\r\n "
            })
    void noMessageTakesLong(String repeated) {
        for (var start : new String[] {"", "Authorization: Digest ", "\r\n\r\na=crypto:"}) {
            var octets = (start + repeated.repeat(65_000 / repeated.length())).getBytes(UTF_8);
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Secrets.masked(octets));
        }
    }
}
