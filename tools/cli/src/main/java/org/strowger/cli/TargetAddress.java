package org.strowger.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where a load goes: this machine, unless whoever types it answers for the other one. */
final class TargetAddress {

    private static final int MAX_PORT = 65_535;

    private TargetAddress() {}

    /**
     * Reads HOST:PORT.
     *
     * @param owned whether a host that is not this machine is allowed
     * @throws IllegalArgumentException with what is wrong
     */
    static InetSocketAddress parse(String text, boolean owned) {
        int colon = text.lastIndexOf(':');
        int port = colon < 1 ? 0 : port(text.substring(colon + 1));
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "--target must be HOST:PORT, as 127.0.0.1:5060, not " + text);
        }
        var host = text.substring(0, colon);
        try {
            var address = InetAddress.getByName(host);
            if (!address.isLoopbackAddress() && !owned) {
                throw new IllegalArgumentException(
                        host
                                + " is not this machine. A load test of somebody else's switch is an"
                                + " attack; if it is yours, add --i-own-this-host");
            }
            return new InetSocketAddress(address, port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address is known for " + host, e);
        }
    }

    private static int port(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }
}
