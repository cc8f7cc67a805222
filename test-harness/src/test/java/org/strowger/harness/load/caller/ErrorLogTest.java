package org.strowger.harness.load.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts as SIPp 3.6.1 wrote them: there is no end of line after a message. */
class ErrorLogTest {

    @Test
    void causesByNumberOfTheCall() {
        var text =
                """
                The following events occurred:
                2026-01-01	02:25:33.699	1795314333.69: Aborting call on unexpected message for Call-Id '3-19596@127.0.0.1': while expecting '180' (index 3), received 'SIP/2.0 404 Not Found
                Call-ID: 3-19596@127.0.0.1

                '2026-01-01	02:25:33.719	1795314333.71: Aborting call on an unexpected BYE for call: 5-19596@127.0.0.12026-01-01	02:25:33.71	1795314333.71: Discarding message which can't be mapped to a known SIPp call:
                SIP/2.0 503 Service Unavailable
                Call-ID: 5-19596@127.0.0.1

                2026-01-01	02:28:41.205	1795314521.20: Aborting call on UDP retransmission timeout for Call-ID '8-20701@127.0.0.1'2026-01-01	02:29	1.2: Call-Id: 9-1@127.0.0.1, receive timeout on message load:7 without label to jump to (ontimeout attribute): aborting call
                """;

        assertEquals(
                Map.of(3, "404", 5, "unexpected BYE", 8, "timeout", 9, "timeout"),
                ErrorLog.parse(text).causes());
    }

    @Test
    void theLastLineThatIsNotAboutACallIsWhatEndedSipp() {
        var text =
                """
                The following events occurred:
                2026-01-01	02:25:30.100	1795314330.10: Overload warning: the minor watchdog timer 500ms has been tripped (1), 119 trips remaining.
                2026-01-01	02:25:33.699	1795314333.69: Unable to bind main socket, errno = 98 (Address already in use)2026-01-01	02:25:33.699	1795314333.69: Aborting call on unexpected message for Call-Id '3-19596@127.0.0.1': while expecting '180' (index 3), received 'SIP/2.0 404 Not Found
                Via: nothing

                '2026-01-01	02:25:33.71	1795314333.71: Discarding message which can't be mapped to a known SIPp call:
                SIP/2.0 503 Service Unavailable
                """;

        var log = ErrorLog.parse(text);

        assertEquals(
                "Unable to bind main socket, errno = 98 (Address already in use)", log.complaint());
        assertTrue(log.saysPortTaken());
    }

    @Test
    void noErrorsNoCauses() {
        assertEquals(Map.of(), ErrorLog.parse("").causes());
        assertEquals("", ErrorLog.parse("").complaint());
        assertFalse(ErrorLog.parse("").saysPortTaken());
    }
}
