package org.strowger.sip.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.registrar.DigestAlgorithm;
import org.strowger.sip.registrar.RegistrarLimits;
import org.strowger.sip.registrar.SipUser;

/** A core's configuration for tests: users 1001 and 1002, and the trunk peer at 127.0.0.2:5070. */
final class ConfigOf {

    Map<Flow.Transport, InetSocketAddress> addresses =
            Map.of(
                    Flow.Transport.UDP, Bench.address("127.0.0.1", 5060),
                    Flow.Transport.TCP, Bench.address("127.0.0.1", 5060),
                    Flow.Transport.TLS, Bench.address("127.0.0.1", 5061),
                    Flow.Transport.WSS, Bench.address("127.0.0.1", 5443));
    List<SipUser> users =
            List.of(
                    user("1001", DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
                    user("1002", DigestAlgorithm.SHA_256, DigestAlgorithm.MD5));
    List<SipTrunk> trunks =
            List.of(
                    new SipTrunk(
                            "peer",
                            Flow.Transport.UDP,
                            Bench.address("127.0.0.2", 5070),
                            List.of(
                                    InetAddress.ofLiteral("127.0.0.2"),
                                    InetAddress.ofLiteral("127.0.0.3"))));
    SipCoreLimits limits = new SipCoreLimits(100, 100, 100);
    SessionTimes session = SessionTimes.DEFAULT;
    List<String> serviceRoute = List.of();

    /** The password is demo- and the name. */
    static SipUser user(String name, DigestAlgorithm... algorithms) {
        return SipUser.withPassword(name, "strowger", List.of(algorithms), "demo-" + name);
    }

    /** The same ports at another address, of IPv6. */
    @Nullable InetAddress second;

    private Map<Flow.Transport, List<InetSocketAddress>> all() {
        var all = new EnumMap<Flow.Transport, List<InetSocketAddress>>(Flow.Transport.class);
        var other = second;
        addresses.forEach((transport, first) ->
                all.put(
                        transport,
                        other == null
                                ? List.of(first)
                                : List.of(first, new InetSocketAddress(other, first.getPort()))));
        return all;
    }

    SipConfig config() {
        return new SipConfig(
                all(),
                "strowger",
                Duration.ofMillis(500),
                users,
                List.of(DigestAlgorithm.MD5),
                List.of("OldPhone/1"),
                trunks,
                limits,
                RegistrarLimits.DEFAULT,
                session,
                serviceRoute);
    }

    Bench bench() {
        return new Bench(config());
    }
}
