package org.strowger.sip.locate;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;

/**
 * A server as the operator wrote it.
 *
 * @param host a name, or a literal address
 * @param port 0 when it is not said: SRV records may name it
 * @param transport null when it is not said: NAPTR and SRV records may name it
 */
public record ServerName(String host, int port, Flow.@Nullable Transport transport) {

    private static final String LABEL = "([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final int LONGEST = 253;

    /** With a dot, as no search list is used; the last label is no number (RFC 1123, 2.1). */
    private static final Pattern NAME =
            Pattern.compile("([A-Za-z0-9]" + LABEL + "\\.)+[A-Za-z]" + LABEL);

    /** Whether a text is the full name of a host, as {@code sip.carrier.example}. */
    public static boolean isName(String text) {
        return text.length() <= LONGEST && NAME.matcher(text).matches();
    }

    /** Host and, if it was said, port: as it stands in a URI. */
    public String text() {
        return port == 0 ? host : host + ':' + port;
    }
}
