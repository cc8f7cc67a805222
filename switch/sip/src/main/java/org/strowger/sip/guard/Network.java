package org.strowger.sip.guard;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The addresses that begin alike.
 *
 * @param address the first of them: every bit beyond the prefix is 0
 * @param prefix how many bits are alike
 */
public record Network(InetAddress address, int prefix) {

    /**
     * What must be given.
     *
     * @throws IllegalArgumentException telling the operator what is wrong
     */
    public Network {
        int bits = bitsOf(address);
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("a prefix from /0 to /" + bits + " is expected");
        }
        var first = masked(address, prefix);
        if (!first.equals(address)) {
            throw new IllegalArgumentException(
                    "the network that begins there is " + first.getHostAddress() + "/" + prefix);
        }
    }

    /** One address alone. */
    public static Network of(InetAddress address) {
        return new Network(address, bitsOf(address));
    }

    /**
     * Reads {@code 192.0.2.0/24}, {@code 192.0.2.7} or {@code 2001:db8::/32}.
     *
     * @throws IllegalArgumentException telling the operator what was expected
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        var address = address(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return of(address);
        }
        var length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("a number of bits is expected behind the slash");
        }
        return new Network(address, Integer.parseInt(length));
    }

    private static InetAddress address(String literal) {
        if (literal.contains(":") || literal.matches("\\d+(\\.\\d+){3}")) { // Not "1.2.3".
            return InetAddress.ofLiteral(literal);
        }
        throw new IllegalArgumentException("an address, or a network as 192.0.2.0/24, is expected");
    }

    private static int bitsOf(InetAddress address) {
        return address instanceof Inet4Address ? 32 : 128;
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        var octets = address.getAddress();
        int whole = prefix / 8;
        if (whole < octets.length) {
            octets[whole] &= (byte) (0xff00 >> (prefix % 8));
            Arrays.fill(octets, whole + 1, octets.length, (byte) 0);
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + octets.length + " octets", e);
        }
    }

    /** Whether the address is one of them. */
    public boolean contains(InetAddress other) {
        return bitsOf(other) == bitsOf(address) && masked(other, prefix).equals(address);
    }
}
