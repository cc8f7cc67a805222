package org.strowger.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.Arrays;

/** Start line and headers as RI itself reads them, every header and all at once. */
public final class RiMessages {

    private RiMessages() {}

    /** What RI makes of a message; a header that it cannot read is not there. */
    public static SIPMessage read(SipIndex index) {
        var head = Arrays.copyOfRange(index.octets(), index.start(), index.bodyOffset());
        try {
            return new StringMsgParser().parseSIPMessage(head, false, false, (_, _, _, _, _) -> {});
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
