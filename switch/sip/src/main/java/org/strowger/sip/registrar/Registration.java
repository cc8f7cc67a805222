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
     * @param identity what makes two URIs the same (RFC 3261, section 19.1.4)
     * @param expires in seconds, 0 to remove it; -1 when the phone does not say
     */
    public record Contact(String uri, String identity, long expires) {}

    public Registration {
        contacts = List.copyOf(contacts);
    }
}
