package org.strowger.sip.message;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.parser.AuthorizationParser;
import gov.nist.javax.sip.parser.CSeqParser;
import gov.nist.javax.sip.parser.ContactParser;
import gov.nist.javax.sip.parser.ContentTypeParser;
import gov.nist.javax.sip.parser.ExpiresParser;
import gov.nist.javax.sip.parser.FromParser;
import gov.nist.javax.sip.parser.ProxyAuthorizationParser;
import gov.nist.javax.sip.parser.ProxyRequireParser;
import gov.nist.javax.sip.parser.RecordRouteParser;
import gov.nist.javax.sip.parser.ReferToParser;
import gov.nist.javax.sip.parser.RequireParser;
import gov.nist.javax.sip.parser.RouteParser;
import gov.nist.javax.sip.parser.ToParser;
import gov.nist.javax.sip.parser.ViaParser;
import gov.nist.javax.sip.parser.ims.PathParser;
import java.text.ParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The headers that RI reads: a message is refused when one of them is malformed. The others only
 * tell something (RFC 3261, section 16.3); who wants one has its text from the index. What the
 * index says of Call-ID, Max-Forwards and Content-Length leaves RI nothing to find.
 */
enum Deciding {
    VIA,
    FROM,
    TO,
    CSEQ,
    CONTACT,
    CONTENT_TYPE,
    RECORD_ROUTE,
    ROUTE,
    AUTHORIZATION,
    PROXY_AUTHORIZATION,
    EXPIRES,
    REQUIRE,
    PROXY_REQUIRE,
    PATH,
    /** Without one that can be read a REFER is refused; any other request does not have to. */
    REFER_TO;

    private static final Deciding[] ALL = values();

    private final String lowerName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Which one this line is; null for none of them. */
    static @Nullable Deciding of(SipIndex index, int line) {
        for (var one : ALL) {
            if (index.isNamed(line, one.lowerName)) {
                return one;
            }
        }
        return null;
    }

    /**
     * Lets RI read a line.
     *
     * @param line without its end
     */
    SIPHeader read(String line) throws ParseException {
        var text = line + '\n'; // Where RI stops.
        var parser =
                switch (this) {
                    case VIA -> new ViaParser(text);
                    case FROM -> new FromParser(text);
                    case TO -> new ToParser(text);
                    case CSEQ -> new CSeqParser(text);
                    case CONTACT -> new ContactParser(text);
                    case CONTENT_TYPE -> new ContentTypeParser(text);
                    case RECORD_ROUTE -> new RecordRouteParser(text);
                    case ROUTE -> new RouteParser(text);
                    case AUTHORIZATION -> new AuthorizationParser(text);
                    case PROXY_AUTHORIZATION -> new ProxyAuthorizationParser(text);
                    case EXPIRES -> new ExpiresParser(text);
                    case REQUIRE -> new RequireParser(text);
                    case PROXY_REQUIRE -> new ProxyRequireParser(text);
                    case PATH -> new PathParser(text);
                    case REFER_TO -> new ReferToParser(text);
                };
        return parser.parse();
    }

    /** Whether the same line may well come again, in another message. */
    boolean repeats() {
        return switch (this) {
            case VIA, CSEQ, AUTHORIZATION, PROXY_AUTHORIZATION, REFER_TO -> false;
            default -> true;
        };
    }
}
