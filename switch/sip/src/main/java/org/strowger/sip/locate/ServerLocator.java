package org.strowger.sip.locate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow.Transport;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/** The procedure of RFC 3263, section 4, for servers that we call. Waits for name servers. */
final class ServerLocator {

    private static final Duration LONGEST = Duration.ofHours(1);

    /** More records of one name than this are not looked at. */
    private static final int MOST = 16;

    private static final int MOST_SERVERS = 64;
    private static final int PORT = 5060;
    private static final int TLS_PORT = 5061;

    /** Services of NAPTR records, and what they stand for, our favourite first (section 4.1). */
    private static final Map<String, Transport> SERVICES =
            Map.of(
                    "SIPS+D2T", Transport.TLS,
                    "SIP+D2T", Transport.TCP,
                    "SIP+D2U", Transport.UDP);

    private static final List<Transport> BY_SRV =
            List.of(Transport.UDP, Transport.TCP, Transport.TLS);

    /** What does not depend on the order in which a name server says it. */
    private static final Comparator<Located> ORDER =
            Comparator.comparingInt(Located::priority)
                    .thenComparing(at -> at.address().getAddress().getHostAddress())
                    .thenComparingInt(at -> at.address().getPort());

    private final Records records;
    private final Set<Transport> spoken;
    private final List<StandardProtocolFamily> families;

    /**
     * Asks those records.
     *
     * @param spoken what we can call by; others are passed over
     * @param families by which we can be reached, and so can call; of a server's addresses those of
     *     the first go first
     */
    ServerLocator(Records records, Set<Transport> spoken, List<StandardProtocolFamily> families) {
        this.records = records;
        this.spoken = Set.copyOf(spoken);
        this.families = List.copyOf(families);
    }

    /** What is found for one name, and how long it lives. */
    private static final class Found {
        private final List<Located> servers = new ArrayList<>();
        private long seconds = LONGEST.toSeconds();
        private @Nullable IOException missing;

        void lives(Record record) {
            seconds = Math.min(seconds, record.getTTL());
        }

        Location location() {
            servers.sort(ORDER);
            return new Location(servers, Duration.ofSeconds(seconds), missing == null);
        }
    }

    /**
     * Finds a server.
     *
     * @throws UnknownServerException when there is none of that name
     * @throws IOException when the name servers cannot say
     */
    Location locate(ServerName name) throws IOException {
        var found = new Found();
        var literal = literal(name.host());
        if (literal != null) {
            var transport = name.transport() == null ? Transport.UDP : name.transport();
            add(found, transport, literal, portOf(name, transport), 0, 0);
        } else if (name.port() != 0) {
            var transport = name.transport() == null ? Transport.UDP : name.transport();
            addresses(found, transport, name.host(), name.port(), 0, 0);
        } else if (name.transport() != null) {
            byTransport(found, name.host(), name.transport());
        } else {
            byPointers(found, name.host());
        }
        if (!found.servers.isEmpty()) {
            return found.location();
        }
        if (found.missing != null) {
            throw found.missing;
        }
        throw new UnknownServerException("no server has the name " + name.host());
    }

    private static int portOf(ServerName name, Transport transport) {
        return name.port() == 0 ? usualPort(transport) : name.port();
    }

    private static int usualPort(Transport transport) {
        return transport == Transport.TLS ? TLS_PORT : PORT;
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Which transport, if nobody has said it: NAPTR, else the SRV records that are there (4.1). */
    private void byPointers(Found found, String host) throws IOException {
        var pointers = new ArrayList<>(records.of(host, Type.NAPTR, NAPTRRecord.class));
        pointers.sort(
                Comparator.comparingInt(NAPTRRecord::getOrder)
                        .thenComparingInt(NAPTRRecord::getPreference));
        for (var pointer : pointers.subList(0, Math.min(MOST, pointers.size()))) {
            var transport = SERVICES.get(pointer.getService().toUpperCase(Locale.ROOT));
            if (transport != null
                    && spoken.contains(transport)
                    && pointer.getFlags().equalsIgnoreCase("s")) {
                found.lives(pointer);
                var _ = services(found, pointer.getReplacement().toString(), transport);
            }
            if (!found.servers.isEmpty()) {
                return;
            }
        }
        boolean spokenOf = false;
        for (var transport : BY_SRV) {
            if (found.servers.isEmpty() && spoken.contains(transport)) {
                spokenOf |= services(found, service(host, transport), transport);
            }
        }
        if (!spokenOf) {
            addresses(found, Transport.UDP, host, PORT, 0, 0);
        }
    }

    /** Section 4.2: SRV, else the host's own addresses. */
    private void byTransport(Found found, String host, Transport transport) throws IOException {
        if (!services(found, service(host, transport), transport)) {
            addresses(found, transport, host, usualPort(transport), 0, 0);
        }
    }

    private static String service(String host, Transport transport) {
        return switch (transport) {
            case UDP -> "_sip._udp." + host;
            case TLS -> "_sips._tcp." + host;
            default -> "_sip._tcp." + host;
        };
    }

    /** Returns whether there are such records: they may say that there is no such service. */
    private boolean services(Found found, String name, Transport transport) throws IOException {
        var services = records.of(name, Type.SRV, SRVRecord.class);
        for (var service : services.subList(0, Math.min(MOST, services.size()))) {
            var target = service.getTarget().toString();
            if (!target.equals(".")) { // A dot says that the service is not there (RFC 2782).
                found.lives(service);
                serverOf(found, transport, target, service);
            }
        }
        return !services.isEmpty();
    }

    /** One server that cannot be looked up must not hide the others. */
    private void serverOf(Found found, Transport transport, String target, SRVRecord service) {
        try {
            addresses(
                    found,
                    transport,
                    target,
                    service.getPort(),
                    service.getPriority(),
                    service.getWeight());
        } catch (IOException e) {
            found.missing = e;
        }
    }

    private void addresses(
            Found found, Transport transport, String host, int port, int priority, int weight)
            throws IOException {
        for (int i = 0; i < families.size(); i++) {
            int within = priority * families.size() + i; // SRV's order first, then ours.
            var family = families.get(i);
            try {
                for (var address : addresses(found, host, family)) {
                    add(found, transport, address, port, within, weight);
                }
            } catch (InterruptedIOException closed) {
                throw closed;
            } catch (IOException e) {
                found.missing = e; // The other version may be there.
            }
        }
    }

    private List<InetAddress> addresses(Found found, String host, StandardProtocolFamily family)
            throws IOException {
        if (family == StandardProtocolFamily.INET6) {
            var all = records.of(host, Type.AAAA, AAAARecord.class);
            all.forEach(found::lives);
            return all.stream().map(AAAARecord::getAddress).toList();
        }
        var all = records.of(host, Type.A, ARecord.class);
        all.forEach(found::lives);
        return all.stream().map(ARecord::getAddress).toList();
    }

    private static void add(
            Found found,
            Transport transport,
            InetAddress address,
            int port,
            int priority,
            int weight) {
        boolean usable = !address.isAnyLocalAddress() && !address.isMulticastAddress();
        if (usable && found.servers.size() < MOST_SERVERS && port > 0) {
            var place = new InetSocketAddress(address, port);
            found.servers.add(new Located(transport, place, priority, weight));
        }
    }
}
