package org.strowger.sip.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.base.Rfc;
import org.strowger.sip.TortureMessage;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.registrar.DigestAlgorithm;
import org.strowger.sip.registrar.SipUser;
import org.strowger.sip.sdp.SessionDescriptions;

/**
 * The messages of RFC 4475 and RFC 5118, octet by octet, each with what the RFC asks for. What that
 * is stands in {@code treatment.txt} beside the messages.
 */
class TortureTest {

    static Stream<TortureMessage> all() {
        return Stream.of("rfc4475", "rfc5118").map(TortureMessage::of).flatMap(List::stream);
    }

    static Stream<TortureMessage> registers() {
        return all().filter(message -> message.facts().containsKey("with password"));
    }

    static Stream<TortureMessage> toPutRight() {
        return all().filter(message -> message.facts().containsKey("put right"));
    }

    @Rfc(number = 4475, section = "3")
    @Rfc(number = 5118, section = "4")
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void isTreatedAsTheRfcSays(TortureMessage message) throws Exception {
        var bench = new Bench();
        bench.receive(message.octets());
        assertEquals(message.treatment(), treatment(bench), bench.sent.toString());
        new TortureFacts(message, bench).check();
        bench.hub.legs.forEach(leg -> leg.hangUp("over"));
        bench.rest();
        bench.rest();
        assertTrue(bench.atRest());
    }

    /** What a registrar with passwords does next: the same octets and one line more. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("registers")
    void isRegisteredWithThePassword(TortureMessage message) {
        var bench = benchWithTheirUsers();
        bench.receive(message.octets());
        var user = message.facts().getOrDefault("user", "").replace("\\x00", "\0");
        var line = Registers.authorization(user, "secret", "REGISTER", bench.only());
        line = line.replace("\0", "\\\0");
        var text = new String(message.octets(), ISO_8859_1);
        int first = text.indexOf('\n') + 1;
        text = text.substring(0, first) + line + text.substring(first);
        bench.receive(text.getBytes(ISO_8859_1));
        var answer = bench.only();
        assertEquals(message.facts().get("with password"), answer.substring(8, 11), answer);
        var bindings =
                answer.lines()
                        .filter(header -> header.startsWith("Contact: "))
                        .map(header -> header.substring(9).replaceFirst(";expires=\\d+$", ""))
                        .toList();
        assertEquals(message.facts().get("bindings"), String.join(" ", bindings));
        assertFalse(answer.contains("INVITE"), "what is beyond Content-Length is not answered");
    }

    /** What RFC 5118 prints is not quite a message: with the right length and its last line. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("toPutRight")
    void isTreatedAsTheRfcSaysOncePutRight(TortureMessage message) throws Exception {
        var bench = new Bench();
        var octets = putRight(message.octets());
        bench.receive(octets);
        assertEquals(message.facts().get("put right"), treatment(bench), bench.sent.toString());
        var index = SipIndex.of(octets);
        if (index.bodyLength() > 0) {
            var body = Arrays.copyOfRange(octets, index.bodyOffset(), octets.length);
            var audio = Objects.requireNonNull(SessionDescriptions.read(body).audio());
            var media = audio.address();
            var text = media.getAddress().getHostAddress() + " " + media.getPort();
            assertEquals(message.facts().get("media"), text);
        }
    }

    private static byte[] putRight(byte[] octets) {
        var text = new String(octets, ISO_8859_1);
        var whole = text.contains("\r\n\r\n") ? text : text + "\r\n";
        int body = whole.length() - whole.indexOf("\r\n\r\n") - 4;
        return whole.replaceFirst("Content-Length: \\d+", "Content-Length: " + body)
                .getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"rfc4475, 49", "rfc5118, 12"})
    void noMessageIsMissingOrChanged(String rfc, int count) throws Exception {
        var sums = new String(TortureMessage.resource(rfc, "SHA256SUMS"), UTF_8).lines().toList();
        var names = TortureMessage.of(rfc).stream().map(TortureMessage::name).sorted().toList();
        assertEquals(count, names.size());
        var digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < count; i++) {
            var file = names.get(i) + ".dat";
            var sum = digest.digest(TortureMessage.resource(rfc, file));
            assertEquals(sums.get(i), HexFormat.of().formatHex(sum) + "  " + file);
        }
    }

    /** RFC 3261, section 17.2.3: a branch that is the magic cookie only names no transaction. */
    @Test
    void callsWithTheBareCookieAsBranchAreDifferentCalls() {
        var bench = new Bench();
        for (var call : List.of("one", "two")) {
            var more = Map.of("branch", "z9hG4bK", "Call-ID", call);
            bench.receive(Bench.invite(more));
        }
        assertEquals(List.of("100", "100"), bench.started());
        assertEquals(2, bench.hub.legs.size());
    }

    private static String treatment(Bench bench) {
        if (bench.sent.isEmpty()) {
            return "dropped";
        }
        assertEquals(1, bench.sent.size());
        var status = bench.sent.getFirst().substring(8, 11);
        return bench.hub.legs.isEmpty() ? status : "100".equals(status) ? "accepted" : "confused";
    }

    private static Bench benchWithTheirUsers() {
        var conf = new ConfigOf();
        conf.users =
                Stream.of("user", "watson", "j.user", "null-\0-null")
                        .map(name ->
                                SipUser.withPassword(
                                        name, "strowger", List.of(DigestAlgorithm.MD5), "secret"))
                        .toList();
        return conf.bench();
    }
}
