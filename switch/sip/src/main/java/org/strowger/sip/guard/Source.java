package org.strowger.sip.guard;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Who counts as one sender: an IPv4 address, or the /64 of an IPv6 one, which one host may own. */
final class Source {

    /** 0:1::/32, which no IPv6 address in use begins with. */
    private static final long IPV4 = 1L << 32;

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private Source() {}

    static long keyOf(InetAddress address) {
        var octets = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? IPV4 | Integer.toUnsignedLong(octets.getInt())
                : octets.getLong();
    }

    /**
     * One port of one address, of IPv6 too: all phones of a /64 may have the same port. Hardly ever
     * the key of another one, or of a source.
     */
    static long portOf(InetSocketAddress remote) {
        long key = keyOf(remote.getAddress());
        if (remote.getAddress() instanceof Inet6Address) {
            key =
                    mixed(key)
                            ^ ByteBuffer.wrap(remote.getAddress().getAddress()).getLong(Long.BYTES);
        }
        return mixed(key ^ ((long) remote.getPort() << 40));
    }

    /** What its datagrams are filed under, or its connections. */
    static long by(boolean stream, long key) {
        return stream ? mixed(key) : key;
    }

    private static long mixed(long key) {
        long mixed = key * MIX;
        return mixed ^ (mixed >>> 29);
    }

    /** {@code 192.0.2.1}, or {@code 2001:db8:1:2::/64}. */
    static String nameOf(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        var octets = ByteBuffer.wrap(address.getAddress());
        var groups = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            groups.append(Integer.toHexString(Short.toUnsignedInt(octets.getShort()))).append(':');
        }
        return groups + ":/64";
    }
}
