package org.strowger.server;

import java.net.InetSocketAddress;
import java.util.Locale;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;

/** Where a switch listens, as people and scripts read it. */
final class Places {

    private Places() {}

    static String text(SwitchConf conf, InetSocketAddress door) {
        var rtp = conf.rtp();
        var voice = rtp.addresses().stream().map(HostPort::host).toList();
        return "sip %s udp+tcp%s, rtp %s ports %d-%d, control %s"
                .formatted(
                        HostPort.of(conf.sip().listen()),
                        otherTransports(conf),
                        String.join(",", voice),
                        rtp.from(),
                        rtp.to(),
                        "http://" + HostPort.of(door));
    }

    private static String otherTransports(SwitchConf conf) {
        var others = new StringBuilder();
        SipSettings.addresses(conf.sip())
                .forEach((transport, address) -> {
                    if (transport != Flow.Transport.UDP && transport != Flow.Transport.TCP) {
                        var name = transport.name().toLowerCase(Locale.ROOT);
                        others.append(", ").append(HostPort.of(address)).append(' ').append(name);
                    }
                });
        return others.toString();
    }
}
