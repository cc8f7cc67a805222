package org.strowger.server;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import org.strowger.server.conf.SwitchConf;
import org.strowger.sip.Flow;
import org.strowger.sip.core.SessionTimes;
import org.strowger.sip.core.SipConfig;
import org.strowger.sip.core.SipCoreLimits;
import org.strowger.sip.core.SipTrunk;
import org.strowger.sip.registrar.DigestAlgorithm;
import org.strowger.sip.registrar.RegistrarLimits;
import org.strowger.sip.registrar.SipUser;
import org.strowger.sip.transport.TransportSettings;

/** From the operator's words to what SIP works with. */
public final class SipSettings {

    /** A call has an INVITE and a BYE on each of two legs, which stay 64*T1 after their answer. */
    private static final int TRANSACTIONS_A_CALL = 40;

    private static final int DEFAULT_EXPIRES = 3_600;
    private static final int CONTACTS_A_USER = 10;

    private SipSettings() {}

    /** Where the transport listens, and what it takes. */
    public static TransportSettings transport(SwitchConf conf) {
        var listen = List.of(conf.sip().listen());
        return new TransportSettings(
                listen, listen, conf.sip().loops(), TransportSettings.TcpLimits.DEFAULT);
    }

    /** Users, trunks, times and limits of the core. */
    public static SipConfig core(SwitchConf conf) {
        var sip = conf.sip();
        int calls = conf.limits().calls();
        return new SipConfig(
                sip.listen(),
                sip.listen(),
                sip.realm(),
                Duration.ofMillis(sip.t1Millis()),
                conf.agents().stream().map(SipSettings::user).toList(),
                List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256),
                sip.md5OnlyPhones(),
                conf.trunks().stream().map(SipSettings::trunk).toList(),
                new SipCoreLimits(TRANSACTIONS_A_CALL * calls, 4 * calls, 2 * calls),
                new RegistrarLimits(
                        sip.minExpiresSeconds(),
                        sip.maxExpiresSeconds(),
                        Math.min(DEFAULT_EXPIRES, sip.maxExpiresSeconds()),
                        CONTACTS_A_USER),
                new SessionTimes(sip.sessionSeconds(), sip.minSessionSeconds()));
    }

    private static SipUser user(SwitchConf.Agent agent) {
        var ha1 = new EnumMap<DigestAlgorithm, String>(DigestAlgorithm.class);
        agent.ha1().forEach((name, hash) -> ha1.put(algorithm(name), hash));
        return new SipUser(
                agent.id(), agent.digest().stream().map(SipSettings::algorithm).toList(), ha1);
    }

    private static DigestAlgorithm algorithm(String name) {
        return DigestAlgorithm.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static SipTrunk trunk(SwitchConf.Trunk trunk) {
        return new SipTrunk(trunk.name(), Flow.Transport.UDP, trunk.target(), trunk.trust());
    }
}
