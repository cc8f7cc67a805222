package org.strowger.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.core.SessionTimes;
import org.strowger.sip.core.SipConfig;
import org.strowger.sip.core.SipCoreLimits;
import org.strowger.sip.locate.NameSettings;
import org.strowger.sip.locate.ServerName;
import org.strowger.sip.registrar.DigestAlgorithm;
import org.strowger.sip.registrar.RegistrarLimits;
import org.strowger.sip.registrar.SipUser;
import org.strowger.sip.transport.SelfSigned;
import org.strowger.sip.transport.TlsFiles;
import org.strowger.sip.transport.TransportSettings;
import org.strowger.sip.trunk.TrunkName;

/** From the operator's words to what SIP works with. */
public final class SipSettings {

    /** A call has an INVITE and a BYE on each of two legs, which stay 64*T1 after their answer. */
    private static final int TRANSACTIONS_A_CALL = 40;

    /** How often the files of TLS are looked at for being new. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private static final int DEFAULT_EXPIRES = 3_600;
    private static final int CONTACTS_A_USER = 10;

    private SipSettings() {}

    /**
     * Where the transport listens, and what it takes.
     *
     * @param data folder for a certificate of our own making, if one is needed
     * @throws IOException when that cannot be made
     */
    public static TransportSettings transport(SwitchConf conf, Path data) throws IOException {
        var sip = conf.sip();
        var at = addresses(sip);
        return new TransportSettings(
                at(at, Flow.Transport.UDP),
                at(at, Flow.Transport.TCP),
                new TransportSettings.Tls(
                        at(at, Flow.Transport.TLS),
                        sip.tls() == null ? null : files(sip, sip.tls(), data.resolve("tls")),
                        LOOK_AGAIN),
                new TransportSettings.Web(
                        at(at, Flow.Transport.WS), at(at, Flow.Transport.WSS), sip.web().origins()),
                sip.loops(),
                TransportSettings.TcpLimits.DEFAULT,
                sip.dscp());
    }

    private static List<InetSocketAddress> at(
            Map<Flow.Transport, List<InetSocketAddress>> addresses, Flow.Transport transport) {
        return addresses.getOrDefault(transport, List.of());
    }

    private static TlsFiles files(SwitchConf.Sip sip, SwitchConf.Tls tls, Path folder)
            throws IOException {
        var certificate = tls.certificate();
        var key = tls.key();
        if (certificate == null || key == null) {
            var own = SelfSigned.in(folder, sip.addresses());
            return new TlsFiles(
                    own.certificate(), own.key(), tls.clientCa(), tls.clientsMay(), tls.trunkCa());
        }
        return new TlsFiles(certificate, key, tls.clientCa(), tls.clientsMay(), tls.trunkCa());
    }

    /** Where each transport that is in use listens, at the preferred address first. */
    public static Map<Flow.Transport, List<InetSocketAddress>> addresses(SwitchConf.Sip sip) {
        var addresses = new EnumMap<Flow.Transport, List<InetSocketAddress>>(Flow.Transport.class);
        addresses.put(Flow.Transport.UDP, port(sip, sip.port()));
        addresses.put(Flow.Transport.TCP, port(sip, sip.port()));
        if (sip.tls() != null) {
            addresses.put(Flow.Transport.TLS, port(sip, sip.tls().port()));
        }
        if (sip.web().port() != 0) {
            addresses.put(Flow.Transport.WS, port(sip, sip.web().port()));
        }
        if (sip.web().securePort() != 0) {
            addresses.put(Flow.Transport.WSS, port(sip, sip.web().securePort()));
        }
        return addresses;
    }

    private static List<InetSocketAddress> port(SwitchConf.Sip sip, int port) {
        return sip.addresses().stream().map(it -> new InetSocketAddress(it, port)).toList();
    }

    /** Users, trunks, times and limits of the core. */
    public static SipConfig core(SwitchConf conf) {
        var sip = conf.sip();
        int calls = conf.limits().calls();
        return new SipConfig(
                addresses(sip),
                sip.realm(),
                Duration.ofMillis(sip.t1Millis()),
                conf.agents().stream().map(SipSettings::user).toList(),
                List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256),
                sip.md5OnlyPhones(),
                conf.trunks(),
                new SipCoreLimits(TRANSACTIONS_A_CALL * calls, 4 * calls, 2 * calls),
                new RegistrarLimits(
                        sip.minExpiresSeconds(),
                        sip.maxExpiresSeconds(),
                        Math.min(DEFAULT_EXPIRES, sip.maxExpiresSeconds()),
                        CONTACTS_A_USER),
                new SessionTimes(sip.sessionSeconds(), sip.minSessionSeconds()),
                sip.serviceRoute());
    }

    /** Whom to ask for names, and for what. */
    static NameSettings names(SwitchConf.Sip sip) {
        return new NameSettings(
                sip.dns().server(),
                Duration.ofSeconds(sip.dns().leastSeconds()),
                addresses(sip).keySet(),
                sip.addresses().stream().map(HostPort::family).toList());
    }

    /** Every name that a trunk has, once. */
    static List<ServerName> trunkNames(SwitchConf conf) {
        return conf.trunks().stream()
                .flatMap(trunk -> trunk.names().stream())
                .map(TrunkName::server)
                .distinct()
                .toList();
    }

    private static SipUser user(SwitchConf.Agent agent) {
        var ha1 = new EnumMap<DigestAlgorithm, String>(DigestAlgorithm.class);
        agent.ha1().forEach((name, hash) -> ha1.put(algorithm(name), hash));
        return new SipUser(
                agent.id(),
                agent.digest().stream().map(SipSettings::algorithm).toList(),
                ha1,
                agent.optionsSeconds());
    }

    private static DigestAlgorithm algorithm(String name) {
        return DigestAlgorithm.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
