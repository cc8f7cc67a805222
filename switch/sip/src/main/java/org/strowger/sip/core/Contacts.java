package org.strowger.sip.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.strowger.sip.message.SipIndex;

/** What a registrar's 200 grants (RFC 3261, section 10.2.4). */
final class Contacts {

    private static final String EXPIRES = "expires=";

    private Contacts() {}

    /**
     * For how long our contact stays.
     *
     * @param ours what is in our Contact and in no other
     * @param asked what we asked for, if the answer does not say
     * @return seconds
     */
    static long granted(SipIndex response, String ours, int asked) {
        var contacts = contacts(response);
        for (var contact : contacts) {
            if (contact.contains(ours) || contacts.size() == 1) {
                long seconds = expires(contact);
                if (seconds >= 0) {
                    return seconds;
                }
            }
        }
        long header = Seconds.of(response.header("Expires"));
        return header >= 0 ? header : asked;
    }

    private static long expires(String contact) {
        var parameters = contact.substring(contact.lastIndexOf('>') + 1).split(";", -1);
        for (var parameter : parameters) {
            var text = parameter.strip().toLowerCase(Locale.ROOT);
            if (text.startsWith(EXPIRES)) {
                return Seconds.of(text.substring(EXPIRES.length()).strip());
            }
        }
        return -1;
    }

    /** One for each contact; commas in quotes and in angle brackets part nothing. */
    private static List<String> contacts(SipIndex response) {
        var contacts = new ArrayList<String>();
        for (var line : response.headers("Contact")) {
            int from = 0;
            boolean quoted = false;
            boolean inside = false;
            for (int i = 0; i < line.length(); i++) {
                switch (line.charAt(i)) {
                    case '"' -> quoted = !quoted;
                    case '<' -> inside = true;
                    case '>' -> inside = false;
                    case ',' -> {
                        if (!quoted && !inside) {
                            contacts.add(line.substring(from, i));
                            from = i + 1;
                        }
                    }
                    default -> {}
                }
            }
            contacts.add(line.substring(from));
        }
        return contacts;
    }
}
