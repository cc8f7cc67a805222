package org.strowger.sip.core;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.registrar.Credentials;
import org.strowger.sip.trunk.Failover;
import org.strowger.sip.trunk.Registering;
import org.strowger.sip.trunk.TrunkHost;
import org.strowger.sip.trunk.TrunkLimits;
import org.strowger.sip.trunk.TrunkName;

/** A trunk for tests, hosts at 127.0.0.N:5070 in the order of their priorities. */
final class TrunkOf {

    static final int PORT = 5_070;

    final String name;
    final List<TrunkHost> hosts = new ArrayList<>();
    final List<TrunkName> names = new ArrayList<>();
    List<InetAddress> trusted = List.of();
    String domain = "";
    @Nullable Credentials credentials;
    @Nullable Registering registering;
    int checkSeconds;
    boolean tcpSwitch = true;
    Failover failover = Failover.DEFAULT;
    TrunkLimits limits = TrunkLimits.NONE;
    String overflow = "";
    SipTrunk.Rules rules = SipTrunk.Rules.NONE;

    TrunkOf(String name, int... hosts) {
        this.name = name;
        for (int host : hosts) {
            var address = Bench.address("127.0.0." + host, PORT);
            this.hosts.add(new TrunkHost(Flow.Transport.UDP, address, this.hosts.size(), 1));
        }
    }

    SipTrunk trunk() {
        return new SipTrunk(
                name,
                hosts,
                names,
                trusted,
                domain,
                credentials,
                registering,
                checkSeconds,
                tcpSwitch,
                failover,
                limits,
                overflow,
                rules);
    }

    /** A core with these trunks in place of the usual one. */
    static Bench bench(TrunkOf... trunks) {
        var conf = new ConfigOf();
        conf.trunks = List.of(trunks).stream().map(TrunkOf::trunk).toList();
        return conf.bench();
    }

    /** A request of the trunk in the dialog that its 200 with tag p made. */
    static String request(String method, int cseq, String invite, String lines) {
        return Bench.request(
                method,
                Map.of(
                        "From",
                        Bench.header(invite, "To") + ";tag=p",
                        "To",
                        Bench.header(invite, "From"),
                        "Call-ID",
                        Bench.header(invite, "Call-ID"),
                        "CSeq",
                        cseq + " " + method,
                        "branch",
                        "z9hG4bK-peer" + cseq,
                        "lines",
                        lines),
                "");
    }

    static String bye(int cseq, String invite) {
        return request("BYE", cseq, invite, "");
    }

    static Flow flow(int host) {
        return Bench.flow("127.0.0." + host, PORT);
    }

    /** Last number of the address that the last message went to. */
    static int last(Bench b) {
        return b.flows.getLast().remote().getAddress().getAddress()[3];
    }
}
