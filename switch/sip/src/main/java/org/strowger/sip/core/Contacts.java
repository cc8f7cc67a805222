package org.strowger.sip.core;

import org.strowger.sip.message.SipIndex;

/** What a registrar's 200 grants (RFC 3261, section 10.2.4). */
final class Contacts {

    private Contacts() {}

    /**
     * For how long our contact stays.
     *
     * @param ours what is in our Contact and in no other
     * @param asked what we asked for, if the answer does not say
     * @return seconds
     */
    static long granted(SipIndex response, String ours, int asked) {
        var contacts = Entries.of(response, "Contact");
        for (var contact : contacts) {
            if (contact.contains(ours) || contacts.size() == 1) {
                long seconds = Seconds.of(Entries.parameter(contact, "expires"));
                if (seconds >= 0) {
                    return seconds;
                }
            }
        }
        long header = Seconds.of(response.header("Expires"));
        return header >= 0 ? header : asked;
    }
}
