package org.strowger.server;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;

/** Where a switch listens, as people and scripts read it. */
final class Places {

    private Places() {}

    static String text(SwitchConf conf, InetSocketAddress door) {
        var rtp = conf.rtp();
        var voice = rtp.addresses().stream().map(HostPort::host).toList();
        return "sip %s%s, rtp %s ports %d-%d, control %s"
                .formatted(
                        both(conf),
                        otherTransports(conf),
                        String.join(",", voice),
                        rtp.from(),
                        rtp.to(),
                        "http://" + HostPort.of(door));
    }

    private static String both(SwitchConf conf) {
        return SipSettings.addresses(conf.sip())
                .getOrDefault(Flow.Transport.UDP, List.of())
                .stream()
                .map(address -> HostPort.of(address) + " udp+tcp")
                .collect(Collectors.joining(", "));
    }

    private static String otherTransports(SwitchConf conf) {
        var others = new StringBuilder();
        SipSettings.addresses(conf.sip())
                .forEach((transport, addresses) -> {
                    if (transport != Flow.Transport.UDP && transport != Flow.Transport.TCP) {
                        var name = transport.name().toLowerCase(Locale.ROOT);
                        addresses.forEach(at ->
                                others.append(", ")
                                        .append(HostPort.of(at))
                                        .append(' ')
                                        .append(name));
                    }
                });
        return others.toString();
    }
}
