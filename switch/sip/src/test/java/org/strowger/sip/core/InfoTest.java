package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.sip.SipCounter;

/** Keys by INFO, both ways. */
class InfoTest {

    private static final String RELAY = "application/dtmf-relay";
    private static final String ALONE = "application/dtmf";

    private final Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.rest();
        assertTrue(b.atRest(), "transactions, dialogs and timers are zero at the end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/dtmf-relay | Signal=5#Duration=160# | 5 160",
                "application/dtmf-relay | Signal= * #Duration= 250# | * 250",
                "Application/DTMF-Relay;charset=utf-8 | signal=d#duration=90 | D 90",
                "application/dtmf-relay | Signal=11#Duration=100# | # 100",
                "application/dtmf-relay | Signal=7 | 7 160",
                "application/dtmf-relay | Signal=7#Duration=999999999# | 7 10000",
                "application/dtmf-relay | X#Y=Z#Signal=0#Duration=0# | 0 0",
                "application/dtmf | 9 | 9 160",
                "application/dtmf | *# | * 160",
                "application/dtmf | 10 | * 160",
            })
    void bothBodiesTellAKey(String type, String body, String told) {
        var ok = b.answered();
        b.receive(info(ok, 2, type, body.replace("#", "\r\n")));
        assertEquals(List.of("200"), b.started());
        assertEquals(List.of("in key " + told), b.hub.told());
        assertEquals(1, b.counters.value(SipCounter.INFO_KEY));
        b.hangsUp(ok, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/dtmf-relay | Signal=x#Duration=160# | 400",
                "application/dtmf-relay | Signal=16# | 400",
                "application/dtmf-relay | Signal=12345678901234567890# | 400",
                "application/dtmf-relay | Signal=## | 400",
                "application/dtmf-relay | Duration=160# | 400",
                "application/dtmf-relay | Signal=1#Duration=-5# | 400",
                "application/dtmf-relay | Signal=1#Duration=1234567890# | 400",
                "application/dtmf-relay | Signal=1#Duration=x# | 400",
                "application/dtmf-relay | ===== | 400",
                "application/dtmf | 12345 | 400",
                "application/dtmf | e | 400",
                "application/sdp | 5 | 415",
                "application/media_control+xml | 5 | 415",
                "text/plain | 5 | 415",
            })
    void whatTellsNoKeyIsRefusedAndCounted(String type, String body, String status) {
        var ok = b.answered();
        b.receive(info(ok, 2, type, body.replace("#", "\r\n")));
        var answer = b.only();
        assertTrue(answer.startsWith("SIP/2.0 " + status), answer);
        assertEquals(
                status.equals("415") ? RELAY + ", " + ALONE : "",
                header(answer, "Accept"),
                "what we would take");
        assertEquals(List.of(), b.hub.told());
        assertEquals(1, b.counters.value(SipCounter.INFO_REFUSED));
        b.hangsUp(ok, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Signal=1\r\n", "=", "\r\n", "Duration=", "\u0000"})
    void whatIsTooLongIsRefused(String shape) {
        var ok = b.answered();
        b.receive(info(ok, 2, RELAY, shape.repeat(6_000)));
        b.receive(info(ok, 3, ALONE, shape.repeat(6_000)));
        assertEquals(List.of("400", "400"), b.started());
        assertEquals(List.of(), b.hub.told());
        b.hangsUp(ok, 4);
    }

    @Test
    void aCopyIsAnsweredAgainAndTellsNoSecondKey() {
        var ok = b.answered();
        b.receive(info(ok, 2, ALONE, "5"));
        var first = b.only();
        b.receive(info(ok, 2, ALONE, "5"));
        assertEquals(first, b.only());
        assertEquals(List.of("in key 5 160"), b.hub.told());
        b.receive(info(ok, 3, ALONE, "5"));
        assertEquals(List.of("200"), b.started());
        assertEquals(List.of("in key 5 160"), b.hub.told(), "the same key once more");
        b.hangsUp(ok, 4);
    }

    @Test
    void withoutABodyItTellsNothing() {
        var ok = b.answered();
        b.receive(info(ok, 2, RELAY, ""));
        assertEquals(List.of("200"), b.started());
        assertEquals(List.of(), b.hub.told());
        assertEquals(0, b.counters.value(SipCounter.INFO_REFUSED));
        b.hangsUp(ok, 3);
    }

    @Test
    void aKeyCountsBeforeWeAnswerToo() {
        b.receive(Bench.invite(Map.of()));
        b.hub.leg().progress(Bench.OURS);
        var progress = b.sent().getLast();
        b.hub.told();
        b.receive(info(progress, 2, ALONE, "5"));
        assertEquals(List.of("200"), b.started());
        assertEquals(List.of("in key 5 160"), b.hub.told());
        b.hub.leg().answer(Bench.OURS);
        var ok = b.sent().getLast();
        b.receive(Bench.inDialog("ACK", 1, ok, ""));
        b.hangsUp(ok, 3);
    }

    @Test
    void oursGoOneAfterTheOther() {
        var ok = b.answered();
        for (char key : List.of('1', '#', 'A')) {
            b.hub.leg().tellKey(key, 120);
        }
        var told = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            var info = b.only();
            assertTrue(info.startsWith("INFO sip:al@127.0.0.9:5060 SIP/2.0\r\n"), info);
            assertEquals(RELAY, header(info, "Content-Type"));
            told.add(info.substring(info.indexOf("\r\n\r\n") + 4));
            b.receive(response(i == 1 ? 415 : 200, info, "", ""));
        }
        assertEquals(
                List.of(
                        "Signal=1\r\nDuration=120\r\n",
                        "Signal=#\r\nDuration=120\r\n",
                        "Signal=A\r\nDuration=120\r\n"),
                told);
        assertEquals(List.of(), b.sent());
        b.hangsUp(ok, 2);
    }

    /** Digits of the machine's own language are none of the grammar's. */
    @Test
    void theNumbersAreAsciiWhereverTheSwitchRuns() {
        var usual = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            var ok = b.answered();
            b.hub.leg().tellKey('1', 120);
            var info = b.only();
            assertTrue(info.endsWith("\r\n\r\nSignal=1\r\nDuration=120\r\n"), info);
            b.receive(response(200, info, "", ""));
            b.hangsUp(ok, 2);
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void whoAnswersNoneIsToldNoMoreThanWait() {
        var ok = b.answered();
        for (int i = 0; i < 40; i++) {
            b.hub.leg().tellKey('1', 120);
        }
        var first = b.only();
        assertEquals(40 - 1 - InfoKeys.MOST_WAITING, b.counters.value(SipCounter.INFO_DROPPED));
        b.hangsUp(ok, 2);
        b.hub.leg().tellKey('2', 120);
        assertEquals(List.of(), b.sent());
        b.rest();
        var others = b.sent().stream().filter(sent -> !sent.equals(first)).toList();
        assertFalse(others.stream().anyMatch(sent -> sent.startsWith("INFO ")), others::toString);
    }

    @Test
    void noneIsSentBeforeThereIsADialog() {
        var leg = b.call();
        var invite = b.only();
        leg.tellKey('1', 100);
        assertEquals(List.of(), b.sent());
        b.receive(response(200, invite, "p", SDP));
        b.sent();
        leg.tellKey('1', 100);
        var info = b.only();
        assertTrue(info.startsWith("INFO "), info);
        b.receive(response(200, info, "", ""));
        leg.hangUp("done");
        b.receive(response(200, b.only(), "", ""));
    }

    private static String info(String ok, int cseq, String type, String body) {
        return Bench.request(
                "INFO",
                Map.of(
                        "To",
                        header(ok, "To"),
                        "CSeq",
                        cseq + " INFO",
                        "Content-Type",
                        type,
                        "branch",
                        "z9hG4bK-INFO" + cseq),
                body);
    }
}
