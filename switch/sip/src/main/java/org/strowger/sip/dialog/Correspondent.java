package org.strowger.sip.dialog;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.registrar.Credentials;

/** What we know of a dialog's other side beside what its messages say. */
public interface Correspondent {

    /** Somebody of whom nothing is known. */
    Correspondent STRANGER = new Correspondent() {};

    /** Whether a route or Contact of the other side that leads there may be followed. */
    default boolean mayBeAt(InetAddress address) {
        return false;
    }

    /** Whether what is too large for UDP may go to it over TCP (RFC 3261, section 18.1.1). */
    default boolean takesTcp() {
        return false;
    }

    /** What answers its challenges; null for nothing. */
    default @Nullable Credentials credentials() {
        return null;
    }

    /** The way of the contact that the other side registered last; null for none. */
    default @Nullable Flow newestBinding() {
        return null;
    }
}
