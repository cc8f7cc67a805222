package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone that wants to know where its user is registered (RFC 3680). */
class RegEventTest {

    private final Bench b = new Bench(new SipCoreLimits(1_000, 100, 100));
    private final Subscriber phone = new Subscriber(b, "1001");
    private int cseq = 1;

    @BeforeEach
    void registers() {
        register("<sip:1001@127.0.0.9:5060>;expires=7200", "");
    }

    @AfterEach
    void nothingIsLeft() {
        phone.leavesNothing();
    }

    private void register(String contact, String lines) {
        b.register(contact, cseq, lines);
        cseq += 2;
    }

    private List<String> subscribes(String watched) {
        return phone.subscribes(watched, "Event: reg\r\nExpires: 600\r\n");
    }

    /** The body of the one NOTIFY that was sent, which is answered. */
    private String told() {
        var notifies = b.sent().stream().filter(text -> text.startsWith("NOTIFY ")).toList();
        assertEquals(1, notifies.size(), notifies::toString);
        var notify = notifies.getFirst();
        assertEquals("reg", header(notify, "Event"));
        b.receive(response(200, notify, "", ""));
        return notify.substring(notify.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void theFullStateIsToldAndEachChangeOfIt() {
        var sent = subscribes("1001");
        var notify = sent.getLast();
        assertEquals("application/reginfo+xml", header(notify, "Content-Type"));
        assertTrue(
                notify.endsWith(
                        """
                        <?xml version="1.0"?>
                        <reginfo xmlns="urn:ietf:params:xml:ns:reginfo" version="0" state="full">
                        <registration aor="sip:1001@strowger" id="r" state="active">
                        <contact id="sip:1001@127.0.0.9:5060;" state="active" event="registered"\
                         expires="7200" q="1.000"><uri>sip:1001@127.0.0.9:5060</uri></contact>
                        </registration>
                        </reginfo>
                        """),
                notify);
        b.receive(response(200, notify, "", ""));
        register("<sip:1001@127.0.0.9:5061>;q=0.5", "");
        var two = told();
        assertTrue(two.contains("q=\"0.500\"><uri>sip:1001@127.0.0.9:5061</uri>"), two);
        register("*", "Expires: 0\r\n");
        var notifies = b.sent().stream().filter(text -> text.startsWith("NOTIFY ")).toList();
        b.receive(response(200, notifies.getFirst(), "", ""));
        var none = told();
        assertTrue(none.contains("id=\"r\" state=\"terminated\">\n</registration>"), none);
    }

    @Test
    void aRefreshIsNoChange() {
        b.receive(response(200, subscribes("1001").getLast(), "", ""));
        register("<sip:1001@127.0.0.9:5060>;expires=7200", "");
        assertEquals(List.of("200"), b.started());
    }

    @Test
    void nobodyLearnsWhereAnotherIs() {
        assertTrue(subscribes("1002").getFirst().startsWith("SIP/2.0 403"));
    }
}
