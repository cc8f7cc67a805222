package org.strowger.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Flow;

/** Where a switch listens, as people and scripts read it. */
final class Places {

    private Places() {}

    static String text(SwitchConf conf, InetSocketAddress door) {
        var rtp = conf.rtp();
        var voice = rtp.addresses().stream().map(Places::text).toList();
        return "sip %s udp+tcp%s, rtp %s ports %d-%d, control %s"
                .formatted(
                        text(conf.sip().listen()),
                        otherTransports(conf),
                        String.join(",", voice),
                        rtp.from(),
                        rtp.to(),
                        "http://" + text(door));
    }

    private static String otherTransports(SwitchConf conf) {
        var others = new StringBuilder();
        SipSettings.addresses(conf.sip())
                .forEach((transport, address) -> {
                    if (transport != Flow.Transport.UDP && transport != Flow.Transport.TCP) {
                        var name = transport.name().toLowerCase(Locale.ROOT);
                        others.append(", ").append(text(address)).append(' ').append(name);
                    }
                });
        return others.toString();
    }

    private static String text(InetSocketAddress address) {
        return text(address.getAddress()) + ":" + address.getPort();
    }

    /** IPv6 in brackets. */
    private static String text(InetAddress address) {
        var literal = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + literal + "]" : literal;
    }
}
