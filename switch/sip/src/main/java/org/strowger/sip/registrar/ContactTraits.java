package org.strowger.sip.registrar;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a REGISTER says of a contact beside its URI and its time.
 *
 * @param preference its q value (RFC 3261, section 20.10) in thousandths: 0 to 1000
 * @param instance the phone's {@code +sip.instance} without its quotes (RFC 5626, section 4.1);
 *     empty when it names none
 * @param regId which of this phone's flows it is (RFC 5626, section 4.2); 0 when it names none, or
 *     no outbound was asked for
 * @param path URIs in angle brackets that requests to it go through, the first hop first (RFC 3327)
 * @param at where datagrams for it go; null for back to where its REGISTER came from
 */
public record ContactTraits(
        int preference,
        String instance,
        int regId,
        List<String> path,
        @Nullable InetSocketAddress at) {

    /** The q value of a contact that has none. */
    public static final int MOST_PREFERRED = 1_000;

    /** Of a contact that says nothing of itself. */
    public static final ContactTraits NONE =
            new ContactTraits(MOST_PREFERRED, "", 0, List.of(), null);

    public ContactTraits {
        path = List.copyOf(path);
    }

    /** Whether it is one of a phone's flows (RFC 5626). */
    public boolean isFlow() {
        return regId > 0;
    }

    /** Parameters for the Contact of a 200, each with its semicolon; may be empty. */
    String parameters() {
        var text = new StringBuilder();
        if (preference < MOST_PREFERRED) {
            text.append(";q=0.").append(String.format(Locale.ROOT, "%03d", preference));
        }
        if (!instance.isEmpty()) {
            text.append(";+sip.instance=\"").append(instance).append('"');
        }
        if (isFlow()) {
            text.append(";reg-id=").append(regId);
        }
        return text.toString();
    }
}
