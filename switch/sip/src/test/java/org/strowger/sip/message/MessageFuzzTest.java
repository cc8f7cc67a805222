package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Fuzzing;
import org.strowger.sip.TortureMessage;

/** The index, the answers that are made of it alone, and RI's grammar behind its guards. */
public final class MessageFuzzTest {

    private static final InetSocketAddress SOURCE =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.9"), 5060);

    /** Of a Via at our limits: received, rport and a tag that we add are beyond them. */
    private static final Set<String> OF_OUR_OWN = Set.of("Too Many Parameters", "Header Too Long");

    @Test
    void whateverComesIsReadOrMalformed() throws Exception {
        var seeds = new ArrayList<>(TortureMessage.wires());
        SampleMessages.ALL.forEach(sample -> seeds.add(SampleMessages.octets(sample)));
        Fuzzing.run(MessageFuzzTest.class, MessageFuzzTest::fuzzerTestOneInput, seeds);
    }

    /** One message. */
    public static void fuzzerTestOneInput(byte[] octets) throws MalformedSipMessageException {
        SipIndex index;
        try {
            index = SipIndex.of(octets);
        } catch (MalformedSipMessageException e) {
            if (e.answerable()) {
                isAnswered(Objects.requireNonNull(e.request()), e.status(), e.problem());
            }
            return;
        }
        if (!index.method().isEmpty() && !index.method().equals("ACK")) {
            isAnsweredWell(index, 503, "Busy");
        }
        try {
            new SipMessages().parse(index);
        } catch (MalformedSipMessageException e) {
            assertFalse(e.problem().isEmpty());
        }
    }

    /** Whatever is wrong with what it copies. */
    private static byte[] isAnswered(SipIndex request, int status, String reason) {
        var answer = StatelessResponse.of(request, SOURCE, status, reason);
        var beginning = "SIP/2.0 " + status + ' ' + reason + "\r\n";
        assertTrue(new String(answer, UTF_8).startsWith(beginning));
        return answer;
    }

    /** What we answer is a message, and one for whoever asked. */
    private static void isAnsweredWell(SipIndex request, int status, String reason)
            throws MalformedSipMessageException {
        try {
            var answer = SipIndex.of(isAnswered(request, status, reason));
            assertEquals(status, answer.status());
            assertEquals(request.cseq(), answer.cseq());
        } catch (MalformedSipMessageException e) {
            if (!OF_OUR_OWN.contains(e.problem())) {
                throw e;
            }
        }
    }
}
