package org.strowger.sip.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.registrar.Credentials;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.trunk.CallerId;
import org.strowger.sip.trunk.Diverting;
import org.strowger.sip.trunk.Failover;
import org.strowger.sip.trunk.Registering;
import org.strowger.sip.trunk.TrunkHost;
import org.strowger.sip.trunk.TrunkLimits;
import org.strowger.sip.trunk.TrunkName;
import org.strowger.sip.trunk.TrunkNumbers;

/**
 * A carrier, or another switch.
 *
 * @param hosts where our calls to it go
 * @param names where they go as well, once these have been looked up; there is a host or a name
 * @param trusted source addresses whose calls are this trunk's
 * @param domain host of the URIs that we call and register; empty for the address called
 * @param credentials answer to its challenges; null when it has none
 * @param registering null when it need not be told where we are
 * @param checkSeconds from one OPTIONS to the next, for each host; 0 for none
 * @param tcpSwitch whether requests too large for UDP go over TCP (RFC 3261, section 18.1.1)
 * @param overflow the trunk that takes a call when this one's limits or hosts do not; empty for
 *     none
 */
public record SipTrunk(
        String name,
        List<TrunkHost> hosts,
        List<TrunkName> names,
        List<InetAddress> trusted,
        String domain,
        @Nullable Credentials credentials,
        @Nullable Registering registering,
        int checkSeconds,
        boolean tcpSwitch,
        Failover failover,
        TrunkLimits limits,
        String overflow,
        Rules rules) {

    /**
     * How calls look on both sides of it.
     *
     * @param codecs that it is offered, the preferred one first; empty for what the call offers
     */
    public record Rules(
            TrunkNumbers numbers, CallerId callerId, List<Codec> codecs, Diverting diverting) {

        /** Everything passes as it is. */
        public static final Rules NONE =
                new Rules(TrunkNumbers.AS_THEY_ARE, CallerId.PASS, List.of(), Diverting.NONE);

        public Rules {
            codecs = List.copyOf(codecs);
        }
    }

    public SipTrunk {
        hosts = List.copyOf(hosts);
        names = List.copyOf(names);
        trusted = List.copyOf(trusted);
        if (hosts.isEmpty() && names.isEmpty()) {
            throw new IllegalArgumentException("trunk %s has no host".formatted(name));
        }
    }

    /** With one host, and nothing set that need not be. */
    public SipTrunk(
            String name,
            Flow.Transport transport,
            InetSocketAddress address,
            List<InetAddress> trusted) {
        this(
                name,
                List.of(TrunkHost.only(transport, address)),
                List.of(),
                trusted,
                "",
                null,
                null,
                0,
                true,
                Failover.DEFAULT,
                TrunkLimits.NONE,
                "",
                Rules.NONE);
    }
}
