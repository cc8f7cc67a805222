package org.strowger.sip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;

/** Addresses as a URI, a Via and people write them (RFC 3261, section 25.1). */
public final class HostPort {

    private static final int GROUPS = 8;

    private HostPort() {}

    /** {@code 192.0.2.1}, or an IPv6 address in brackets. */
    public static String host(InetSocketAddress address) {
        return host(address.getAddress());
    }

    /** {@code 192.0.2.1}, or an IPv6 address in brackets, as RFC 5952 has it. */
    public static String host(InetAddress address) {
        var text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : '[' + shortened(text) + ']';
    }

    /** Without its scope, which means nothing elsewhere, and without the longest run of zeros. */
    private static String shortened(String text) {
        int scope = text.indexOf('%');
        var groups = scope < 0 ? text : text.substring(0, scope);
        for (int zeros = GROUPS; zeros > 1; zeros--) {
            var run = "0:".repeat(zeros - 1) + '0';
            int at = (':' + groups + ':').indexOf(':' + run + ':');
            if (at >= 0) {
                var before = groups.substring(0, Math.max(0, at - 1));
                return before
                        + "::"
                        + groups.substring(Math.min(groups.length(), at + run.length() + 1));
            }
        }
        return groups;
    }

    /** Such a host without its brackets. */
    public static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Which IP version leads there. */
    public static StandardProtocolFamily family(InetSocketAddress address) {
        return family(address.getAddress());
    }

    /** Which IP version leads there. */
    public static StandardProtocolFamily family(InetAddress address) {
        return address instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
    }

    /** Whether one socket can send to the other. */
    public static boolean isSameFamily(InetSocketAddress one, InetSocketAddress other) {
        return one.getAddress() instanceof Inet6Address
                == other.getAddress() instanceof Inet6Address;
    }

    /** {@code 192.0.2.1:5060}, or {@code [2001:db8::1]:5060}. */
    public static String of(InetSocketAddress address) {
        return host(address) + ':' + address.getPort();
    }
}
