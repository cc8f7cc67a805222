package org.strowger.sip.core;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.registrar.Credentials;
import org.strowger.sip.trunk.Hosts;

/**
 * A trunk as the other side of a dialog.
 *
 * @param hosts as they are now, which names may change
 */
record Carrier(SipTrunk trunk, Hosts hosts) implements Correspondent {

    @Override
    public boolean takesTcp() {
        return trunk.tcpSwitch();
    }

    @Override
    public @Nullable Credentials credentials() {
        return trunk.credentials();
    }

    @Override
    public boolean mayBeAt(InetAddress address) {
        return trunk.trusted().contains(address)
                || hosts.all().stream()
                        .anyMatch(host -> address.equals(host.host().address().getAddress()));
    }
}
