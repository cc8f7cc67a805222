package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.ViaList;
import java.text.ParseException;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What RI is not asked about is what RI would say. */
class UsualTest {

    private static final int TRIES = 60_000;

    private static final String[] VIA = {
        "SIP/2.0/UDP ",
        "SIP/2.0/",
        "TLS",
        " ",
        "a",
        "7",
        ".",
        "-",
        "_",
        ":",
        "5060",
        "192.0.2.1",
        ";",
        "=",
        ";branch=",
        "z9hG4bK-a.1_b",
        ";rport",
        ";received=192.0.2.9",
        ";ttl=1",
        ",",
        "[::1]",
        "\t",
        "\"",
        "(",
        "~",
        ";Branch=x",
        "host.example",
        ";maddr=239.0.0.1",
        ";to=1",
        ";x",
        ";via=sip",
        ";7=7",
        ";branch",
        ":0",
        ":00",
        ":65536",
        ":99999",
        ":x",
        "256.1.1.1",
        "1.2.3",
        "udp",
        "SCTP",
        "WSS",
        ";ttl=999",
        ";ttl=x",
        ";ttl",
        ";rport=",
        ";rport=99999",
        ";rport=x",
        ";received=x",
        ";received",
        ";maddr",
        ";alias",
        ";keep",
        ";RPORT",
        ";BRANCH=Y",
        "\\",
        ")"
    };
    private static final String[] ADDRESS = {
        "<sip:a@192.0.2.1>",
        "<",
        ">",
        ";tag=",
        "tag",
        "7f.a-b_c",
        "\"",
        "Al ",
        "\"Al\" ",
        "\\",
        "sip:a@b",
        ";x=y",
        ";tag=z",
        " ",
        "=",
        "tel:+1555",
        "<sip:b>",
        ",",
        "\"x <y> z\" ",
        ";TAG=q",
        ";tag",
        ";lr",
        "?a=b",
        "<sips:a@[2001:db8::1]:5061;transport=tls>",
        "<sip:>",
        "<tel:+1;phone-context=x>",
        "*",
        "%41",
        "%",
        "'",
        "(",
        "\t",
        "\u5f20",
        "<x:y>"
    };
    private static final String[] CSEQ = {
        "1",
        "0",
        "2147483647",
        "99999999999",
        " ",
        "\t",
        "INVITE",
        "ACK",
        "Bye",
        "X",
        "-",
        "\u00e9",
        "00",
        "4294967295",
        "2147483648",
        "REFER",
        "INVITEX",
        "invite",
        "PRACK ",
        "PUBLISH"
    };

    private final Random random = new Random(Long.getLong("strowger.seed", 8_160));

    private String any(String[] parts, String beginning) {
        var text = new StringBuilder(random.nextInt(4) == 0 ? "" : beginning);
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    @Test
    void aUsualViaIsReadAsTheIndexReadsIt() throws Exception {
        int usual = 0;
        for (int i = 0; i < TRIES; i++) {
            var via = any(VIA, random.nextBoolean() ? "SIP/2.0/UDP h.e-x:5060" : "SIP/2.0/UDP a");
            var octets = via.getBytes(UTF_8);
            if (Usual.isVia(octets, 0, octets.length)) {
                usual++;
                var read = (ViaList) Deciding.VIA.read("Via: " + via);
                var branch = Objects.requireNonNullElse(read.get(0).getBranch(), "");
                assertEquals(1, read.size(), via);
                assertEquals(index("sip:x", via).branch(), branch, via);
            }
        }
        assertTrue(usual > TRIES / 50, "usual: " + usual);
    }

    @Test
    void anAddressIsTheSameWithoutItsUsualTag() throws Exception {
        int usual = 0;
        for (int i = 0; i < TRIES; i++) {
            var value = any(ADDRESS, "\"Al\" <sip:a@192.0.2.1>").strip();
            var octets = value.getBytes(UTF_8);
            int end = Usual.beforeTag(octets, 0, octets.length);
            if (end >= 0) {
                usual += bothRead(value, new String(octets, 0, end, UTF_8)) ? 1 : 0;
            }
        }
        assertTrue(usual > TRIES / 50, "usual: " + usual);
    }

    /** Whether RI reads the whole; then it reads the part, and both say the same. */
    private static boolean bothRead(String whole, String part) throws Exception {
        AddressParametersHeader read;
        try {
            read = (AddressParametersHeader) Deciding.FROM.read("From: " + part);
        } catch (ParseException | RuntimeException _) {
            return false; // RI refuses it with the tag, too, or we are the stricter.
        }
        var all = (AddressParametersHeader) Deciding.FROM.read("From: " + whole);
        assertEquals(read.getAddress().toString(), all.getAddress().toString(), whole);
        var tag = Objects.requireNonNullElse(all.getParameter("tag"), "");
        assertEquals(index(whole, "SIP/2.0/UDP x;branch=y").fromTag(), tag, whole);
        return true;
    }

    @Test
    void aUsualCSeqIsReadAsTheIndexReadsIt() throws Exception {
        int usual = 0;
        for (int i = 0; i < TRIES; i++) {
            var value = any(CSEQ, "17 ").strip();
            var octets = value.getBytes(UTF_8);
            long number =
                    Lexical.number(octets, 0, Math.max(0, value.indexOf(' ')), (1L << 31) - 1);
            if (number >= 0 && Usual.isCSeq(octets, 0, octets.length)) {
                usual++;
                var read = (CSeq) Deciding.CSEQ.read("CSeq: " + value);
                assertEquals(number, read.getSeqNumber(), value);
                assertEquals(value.substring(value.indexOf(' ') + 1), read.getMethod(), value);
            }
        }
        assertTrue(usual > TRIES / 50, "usual: " + usual);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-1;rport | true",
                "SIP/2.0/TLS phone.example.com;rport;branch=z9hG4bK.a_b;alias | true",
                "SIP/2.0/UDP 192.0.2.1:5060;branch=a;branch=b | false",
                "SIP/2.0/UDP [2001:db8::1];branch=a | false",
                "SIP/2.0/UDP 192.0.2.1;branch=a, SIP/2.0/UDP 192.0.2.2 | false",
                "SIP/2.0/UDP 192.0.2.1;branch= | false",
                "SIP/2.0/UDP 192.0.2.1;branch | false",
                "SIP/2.0/UDP 192.0.2.1;branch;rport | false",
                "SIP / 2.0 / UDP 192.0.2.1;branch=a | false",
                "SIP/2.0/UDP 192.0.2.1:;branch=a | false",
                "SIP/2.0/UDP 192..2;branch=a | false",
                "SIP/2.0/UDP | false"
            })
    void onlyWhatIsPlainIsUsual(String via, boolean usual) {
        var octets = via.getBytes(UTF_8);
        assertEquals(usual, Usual.isVia(octets, 0, octets.length));
    }

    private static SipIndex index(String from, String via) throws MalformedSipMessageException {
        return SipIndex.of(
                SampleMessages.octets(
                        "OPTIONS sip:a SIP/2.0\nVia: %s\nFrom: %s\nTo: sip:b\nCall-ID: c\nCSeq: 1 OPTIONS\n\n"
                                .formatted(via, from)));
    }
}
