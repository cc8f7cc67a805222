package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.event.MailCount;

/** The phone of 1001, with a lamp for its user's messages (RFC 3842). */
class MailLampTest {

    private final Bench b = new Bench(new SipCoreLimits(1_000, 100, 100));
    private final Subscriber phone = new Subscriber(b, "1001");

    @BeforeEach
    void registers() {
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        b.sent();
    }

    @AfterEach
    void nothingIsLeft() {
        phone.leavesNothing();
    }

    private List<String> subscribes(String watched) {
        return phone.subscribes(watched, "Event: message-summary\r\nExpires: 600\r\n");
    }

    /** What the one NOTIFY says that was sent, which is answered. */
    private String told(List<String> sent) {
        var notify = sent.getLast();
        assertEquals("message-summary", header(notify, "Event"));
        assertEquals("application/simple-message-summary", header(notify, "Content-Type"));
        b.receive(Bench.response(200, notify, "", ""));
        return notify.substring(notify.indexOf("\r\n\r\n") + 4);
    }

    private static String summary(String waiting, String counts) {
        return "Messages-Waiting: %s\r\nMessage-Account: sip:1001@strowger\r\nVoice-Message: %s\r\n"
                .formatted(waiting, counts);
    }

    @Rfc(number = 3842, section = "3.5")
    @Rfc(number = 3842, section = "5.2")
    @Test
    void theLampFollowsTheMailbox() {
        assertEquals(summary("no", "0/0"), told(subscribes("1001")));
        b.core.mailbox("1001", new MailCount(2, 5));
        assertEquals(summary("yes", "2/5"), told(List.of(b.only())));
        b.core.mailbox("1001", new MailCount(2, 5));
        assertEquals(List.of(), b.sent(), "nothing has changed");
        b.core.mailbox("1001", new MailCount(0, 7));
        assertEquals(summary("no", "0/7"), told(List.of(b.only())));
        b.core.mailbox("1001", MailCount.NONE);
        assertEquals(summary("no", "0/0"), told(List.of(b.only())));
        b.core.mailbox("1001", MailCount.NONE);
        assertEquals(List.of(), b.sent(), "nothing has changed");
    }

    @Test
    void whatCameBeforeTheLampIsKnown() {
        b.core.mailbox("1001", new MailCount(1, 0));
        assertEquals(summary("yes", "1/0"), told(subscribes("1001")));
    }

    @Test
    void ofNoUserNothingIsKept() {
        b.core.mailbox("4711", new MailCount(1, 0));
        assertEquals(List.of(), b.sent());
        assertThrows(IllegalArgumentException.class, () -> new MailCount(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new MailCount(0, -1));
    }

    @Rfc(number = 3842, section = "3.7")
    @Test
    void onlyTheUserHimselfIsTold() {
        assertTrue(subscribes("1002").getFirst().startsWith("SIP/2.0 403"));
    }
}
