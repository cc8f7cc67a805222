package org.strowger.sip.guard;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The operator's lists: whom the switch always hears, and whom never. Of several networks that an
 * address is in, the smallest decides; of two that are the same, the allowed one. Immutable.
 */
public final class Networks {

    /** Nobody is named. */
    public static final Networks NONE = new Networks(List.of(), List.of());

    /** What the lists say of an address. */
    enum Standing {
        /** Never limited and never banned. */
        ALLOWED,
        /** Nothing of it is read. */
        DENIED,
        /** In no list. */
        ORDINARY
    }

    /** A network as two numbers and their masks; an IPv4 one has all in the second. */
    private record Row(
            boolean ipv4, long high, long highMask, long low, long lowMask, Standing standing) {

        static Row of(Network network, Standing standing) {
            boolean ipv4 = network.address() instanceof Inet4Address;
            var first = ByteBuffer.wrap(network.address().getAddress());
            int prefix = network.prefix();
            return ipv4
                    ? new Row(
                            true,
                            0,
                            0,
                            first.getInt() & 0xffff_ffffL,
                            mask(32 + prefix) & 0xffff_ffffL,
                            standing)
                    : new Row(
                            false,
                            first.getLong(),
                            mask(Math.min(prefix, 64)),
                            first.getLong(),
                            mask(Math.max(prefix - 64, 0)),
                            standing);
        }

        private static long mask(int bits) {
            return bits == 0 ? 0 : -1L << (64 - bits);
        }

        boolean holds(boolean isIpv4, long itsHigh, long itsLow) {
            return ipv4 == isIpv4 && (itsHigh & highMask) == high && (itsLow & lowMask) == low;
        }
    }

    /** The smallest network first. */
    private final Row[] rows;

    private final List<Network> allowed;
    private final List<Network> denied;

    public Networks(List<Network> allowed, List<Network> denied) {
        this.allowed = List.copyOf(allowed);
        this.denied = List.copyOf(denied);
        this.rows =
                Stream.concat(
                                allowed.stream().map(network -> Listed.of(network, true)),
                                denied.stream().map(network -> Listed.of(network, false)))
                        .sorted(Comparator.comparingInt((Listed l) -> -l.network().prefix()))
                        .map(Listed::row)
                        .toArray(Row[]::new);
    }

    private record Listed(Network network, Row row) {
        static Listed of(Network network, boolean allowed) {
            return new Listed(
                    network, Row.of(network, allowed ? Standing.ALLOWED : Standing.DENIED));
        }
    }

    public List<Network> allowed() {
        return allowed;
    }

    public List<Network> denied() {
        return denied;
    }

    /** The same with more that are allowed. */
    public Networks allowing(List<Network> more) {
        return new Networks(Stream.concat(allowed.stream(), more.stream()).toList(), denied);
    }

    /** What the lists say of an address; some nanoseconds for each network. */
    Standing of(InetAddress address) {
        if (rows.length == 0) {
            return Standing.ORDINARY;
        }
        boolean ipv4 = address instanceof Inet4Address;
        var octets = ByteBuffer.wrap(address.getAddress());
        long high = ipv4 ? 0 : octets.getLong();
        long low = ipv4 ? octets.getInt() & 0xffff_ffffL : octets.getLong();
        for (var row : rows) {
            if (row.holds(ipv4, high, low)) {
                return row.standing();
            }
        }
        return Standing.ORDINARY;
    }
}
