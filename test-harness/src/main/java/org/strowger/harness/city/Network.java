package org.strowger.harness.city;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.strowger.harness.city.CitySettings.Faults;

/** Datagrams between the switch and its callers, which get lost, doubled, late, and overtaken. */
final class Network {

    /** Whoever has an address. */
    interface Host {
        /** A datagram came. */
        void receive(byte[] octets, InetSocketAddress from);
    }

    private static final long FASTEST_MICROS = 300;
    private static final long USUAL_MICROS = 8_000;

    private final Agenda agenda;
    private final Chance chance;
    private final Faults faults;
    private final Trace trace;

    /** Looked up only; never walked through. */
    private final Map<InetSocketAddress, Host> hosts = new HashMap<>();

    private final Set<InetSocketAddress> silent = new HashSet<>();
    private long cutUntilMicros;
    private long sent;
    private long lost;

    Network(Agenda agenda, Chance chance, Faults faults, Trace trace) {
        this.agenda = agenda;
        this.chance = chance;
        this.faults = faults;
        this.trace = trace;
    }

    void join(InetSocketAddress address, Host host) {
        if (hosts.putIfAbsent(address, host) != null) {
            throw new IllegalStateException("two hosts have the address " + address);
        }
    }

    void leave(InetSocketAddress address) {
        hosts.remove(address);
        silent.remove(address);
    }

    /** Nothing comes from there or gets there any more. */
    void silence(InetSocketAddress address) {
        silent.add(address);
    }

    void restore(InetSocketAddress address) {
        silent.remove(address);
    }

    /** Nothing gets anywhere for a while. */
    void cut(long micros) {
        cutUntilMicros = Math.max(cutUntilMicros, agenda.nowMicros() + micros);
        trace.say("network", "cut");
    }

    /** When the last cut ended, or will end. */
    long cutUntilMicros() {
        return cutUntilMicros;
    }

    long sent() {
        return sent;
    }

    long lost() {
        return lost;
    }

    void send(InetSocketAddress from, InetSocketAddress to, byte[] octets) {
        sent++;
        boolean gone =
                silent.contains(from)
                        || silent.contains(to)
                        || agenda.nowMicros() < cutUntilMicros
                        || chance.happens(faults.loss());
        trace.datagram((gone ? "lost " : "sent ") + text(from) + " > " + text(to), octets);
        if (gone) {
            lost++;
            return;
        }
        deliver(from, to, octets);
        if (chance.happens(faults.duplicates())) {
            deliver(from, to, octets);
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ':' + address.getPort();
    }

    private void deliver(InetSocketAddress from, InetSocketAddress to, byte[] octets) {
        long delay = FASTEST_MICROS + chance.between(0, USUAL_MICROS);
        if (chance.happens(faults.late())) {
            delay += chance.between(50_000, 400_000);
        }
        agenda.after(
                delay,
                () -> {
                    var host = hosts.get(to);
                    if (host != null && !silent.contains(to)) {
                        host.receive(octets, from);
                    }
                });
    }
}
