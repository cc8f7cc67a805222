package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.URLParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.message.RiMessages.Verdict;

/**
 * The index and JAIN-SIP RI's whole parser beside each other: dispatch goes by the one, decisions
 * by the other. A good message says the same to both and to who wrote it. Of a damaged one both say
 * the same, or {@link SipMessages}, which lets RI read only what it must, says that it is
 * malformed.
 */
class IndexAgainstGrammarTest {

    private static final int GOOD = 100_000;
    private static final int DAMAGED = 60_000;

    /** Another one may be given: {@code -Dstrowger.seed=7}. */
    private static final long SEED = Long.getLong("strowger.seed", 4_475);

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Random random = new Random(SEED);
    private final MessageGenerator generator = new MessageGenerator(random);
    private final Damage damage = new Damage(random);
    private final SipMessages messages = new SipMessages();

    /** RI's verdicts on what the index refuses, with the index's reason, and how many they are. */
    private final Map<String, Integer> judged = new TreeMap<>();

    /** RI prints what it did not expect. */
    @BeforeEach
    void listenToRi() {
        System.setErr(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void riWasNeverSurprised() {
        System.setErr(standardError);
        assertEquals("", printed.toString(UTF_8), "seed " + SEED);
    }

    @Test
    void bothFindInAGoodMessageWhatWasWritten() {
        for (int i = 0; i < GOOD; i++) {
            var good = generator.next();
            try {
                var index = SipIndex.of(good.octets());
                assertSame(written(good), saidByIndex(index), good.octets(), i);
                var read = messages.parse(index);
                var grammar = RiMessages.read(index);
                assertSame(saidByIndex(index), saidByRi(grammar), good.octets(), i);
                assertSame(decidedBy(read), decidedBy(grammar), good.octets(), i);
                assertSameUri(good.uri(), grammar, good.octets(), i);
            } catch (MalformedSipMessageException | RuntimeException e) {
                throw failure("refused: " + e, good.octets(), i);
            }
        }
    }

    @Test
    void ofADamagedMessageBothSayTheSameOrItIsMalformed() {
        int same = 0;
        int byIndex = 0;
        int byGrammar = 0;
        for (int i = 0; i < DAMAGED; i++) {
            var octets = damage.damaged(generator.next().octets());
            SipIndex index = null;
            try {
                index = SipIndex.of(octets);
                var read = messages.parse(index);
                var grammar = RiMessages.read(index);
                assertSame(saidByIndex(index), saidByRi(grammar), octets, i);
                assertSame(decidedBy(read), decidedBy(grammar), octets, i);
                assertSameUri(index.requestUri(), grammar, octets, i);
                same++;
            } catch (MalformedSipMessageException malformed) {
                byIndex += index == null ? 1 : 0;
                byGrammar += index == null ? 0 : 1;
                if (index == null) {
                    judged(malformed.problem(), octets, i);
                }
            } catch (RuntimeException bug) {
                throw failure("raised " + bug, octets, i);
            }
        }
        var counts =
                "seed %d: %d say the same, %d refused by the index, %d by RI or the comparison"
                        .formatted(SEED, same, byIndex, byGrammar);
        System.out.println(counts);
        System.out.println("refused by the index, as RI judges: " + judged);
        assertEquals(byIndex, judged.values().stream().mapToInt(n -> n).sum());
        assertTrue(judgedSo(Verdict.NEVER_SHOWN) < byIndex / 50, judged::toString);
        assertTrue(Math.min(same, Math.min(byIndex, byGrammar)) > DAMAGED / 20, counts);
    }

    /**
     * What the index refuses is shown to RI too. What RI takes must have the very fault that the
     * index names, and be one of those that RI is known to pass over.
     */
    private void judged(String problem, byte[] octets, int message) {
        var verdict = RiMessages.judge(octets);
        judged.merge(verdict + " " + problem, 1, Integer::sum);
        if (verdict == Verdict.ACCEPTED && !Breaches.has(octets, problem)) {
            throw failure("refused (" + problem + ") though RI takes it", octets, message);
        }
    }

    private int judgedSo(Verdict verdict) {
        return judged.entrySet().stream()
                .filter(each -> each.getKey().startsWith(verdict.name()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static List<Object> written(MessageGenerator.Good good) {
        return List.of(
                good.method(),
                good.status(),
                good.callId(),
                good.cseq(),
                good.fromTag(),
                good.toTag(),
                good.branch(),
                Math.max(0, good.contentLength()));
    }

    private static List<Object> saidByIndex(SipIndex index) {
        return List.of(
                index.method(),
                index.status(),
                index.callId(),
                index.cseq(),
                index.fromTag(),
                index.toTag(),
                index.branch(),
                Math.max(0, index.contentLength())); // RI says 0 where there is none.
    }

    private static List<Object> saidByRi(SIPMessage grammar) {
        return List.of(
                grammar instanceof SIPRequest request ? request.getMethod() : "",
                grammar instanceof SIPResponse response ? response.getStatusCode() : 0,
                grammar.getCallId().getCallId(),
                grammar.getCSeq().getSeqNumber(),
                text(grammar.getFrom().getTag()),
                text(grammar.getTo().getTag()),
                text(grammar.getTopmostVia().getBranch()),
                contentLength(grammar));
    }

    /** What is read line by line, partly from memory and partly not by RI at all. */
    private static List<Object> decidedBy(Grammar read) {
        return List.of(
                read.from().getURI().toString(),
                read.to().getURI().toString(),
                read.contacts().toString(),
                uris(read.recordRoutes()),
                uris(read.path()),
                read.referTo() == null ? "" : read.referTo().getURI().toString(),
                read.vias());
    }

    /** The same as RI reads it in the whole message. */
    private static List<Object> decidedBy(SIPMessage whole) {
        var contacts = whole.getContactHeaders();
        var referTo = addresses(whole, "Refer-To");
        return List.of(
                whole.getFrom().getAddress().getURI().toString(),
                whole.getTo().getAddress().getURI().toString(),
                contacts == null ? "[]" : contacts.getHeaderList().toString(),
                uris(addresses(whole, "Record-Route")),
                uris(addresses(whole, "Path")),
                referTo.isEmpty() ? "" : referTo.getFirst().getURI().toString(),
                whole.getViaHeaders().size());
    }

    private static List<AddressImpl> addresses(SIPMessage whole, String name) {
        var addresses = new ArrayList<AddressImpl>();
        whole.getHeaders(name)
                .forEachRemaining(header ->
                        addresses.add(
                                (AddressImpl) ((AddressParametersHeader) header).getAddress()));
        return addresses;
    }

    private static String uris(List<AddressImpl> addresses) {
        return addresses.stream().map(address -> address.getURI().toString()).toList().toString();
    }

    private static int contentLength(SIPMessage grammar) {
        var length = grammar.getContentLengthHeader();
        return length == null ? 0 : length.getContentLength();
    }

    /** As it was written, or as RI writes it when it reads nothing else. */
    private static void assertSameUri(
            String expected, SIPMessage grammar, byte[] octets, int message) {
        var read = grammar instanceof SIPRequest request ? request.getRequestURI().toString() : "";
        if (!read.equals(expected)) {
            assertSame(rewritten(expected), read, octets, message);
        }
    }

    private static String rewritten(String uri) {
        try {
            return new URLParser(uri).parse().toString();
        } catch (ParseException e) {
            throw new IllegalArgumentException(uri, e);
        }
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static void assertSame(Object expected, Object actual, byte[] octets, int at) {
        if (!expected.equals(actual)) {
            throw failure(expected + " is not " + actual, octets, at);
        }
    }

    private static AssertionError failure(String what, byte[] octets, int at) {
        return new AssertionError(
                "seed %d, message %d: %s in%n%s"
                        .formatted(SEED, at, what, new String(octets, UTF_8)));
    }
}
