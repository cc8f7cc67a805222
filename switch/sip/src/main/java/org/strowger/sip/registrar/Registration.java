package org.strowger.sip.registrar;

import java.util.List;
import org.strowger.sip.Flow;

/**
 * A REGISTER whose sender may do what it asks for.
 *
 * @param cseq number of its CSeq
 * @param all whether its Contact is {@code *}, with an expiry of zero
 * @param contacts what it adds, refreshes or removes; with none it only asks
 */
public record Registration(
        String callId, long cseq, boolean all, List<Contact> contacts, Flow flow) {

    /**
     * One contact of a REGISTER.
     *
     * @param uri as it is written
     * @param identity what makes two contacts the same: their URI (RFC 3261, section 19.1.4), or
     *     the phone's instance and which of its flows it is (RFC 5626, section 6)
     * @param expires in seconds, 0 to remove it; -1 when the phone does not say
     */
    public record Contact(String uri, String identity, long expires, ContactTraits traits) {}

    public Registration {
        contacts = List.copyOf(contacts);
    }

    /** Whether one of its contacts is a flow of its phone (RFC 5626). */
    public boolean hasFlow() {
        return contacts.stream().anyMatch(contact -> contact.traits().isFlow());
    }
}
