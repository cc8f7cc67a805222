package org.strowger.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.HostPort;

/** Looks whether the addresses for voice are this machine's, before a call finds it out. */
final class VoiceAddresses {

    private VoiceAddresses() {}

    /**
     * Binds a port at each, and lets it go again.
     *
     * @throws IOException naming the address at which none can be bound
     */
    static void check(SwitchConf.Rtp rtp) throws IOException {
        for (var address : rtp.addresses()) {
            try {
                new DatagramSocket(new InetSocketAddress(address, 0)).close();
            } catch (SocketException e) {
                throw new IOException(
                        "cannot receive voice at %s: %s (rtp.addresses in strowger.yaml)"
                                .formatted(HostPort.host(address), e.getMessage()),
                        e);
            }
        }
    }
}
