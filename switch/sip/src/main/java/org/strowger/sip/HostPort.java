package org.strowger.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as a URI, a Via and people write them (RFC 3261, section 25.1). */
public final class HostPort {

    private HostPort() {}

    /** {@code 192.0.2.1}, or an IPv6 address in brackets. */
    public static String host(InetSocketAddress address) {
        return host(address.getAddress());
    }

    /** {@code 192.0.2.1}, or an IPv6 address in brackets. */
    public static String host(InetAddress address) {
        var text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : '[' + text + ']';
    }

    /** Such a host without its brackets. */
    public static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** {@code 192.0.2.1:5060}, or {@code [2001:db8::1]:5060}. */
    public static String of(InetSocketAddress address) {
        return host(address) + ':' + address.getPort();
    }
}
