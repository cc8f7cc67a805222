package org.strowger.harness.farm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Agents of one farm.
 *
 * @param server the switch; may also be a relay before it
 * @param users password by user, registered in this order
 * @param address local address of the sockets
 * @param sockets how many, each at a port of its own; more of them hold longer bursts
 * @param registrationsPerSecond how fast the agents register at first
 * @param expires what they ask for; they refresh after four fifths of what they get
 * @param unregister whether {@link AgentFarm#close} takes the registrations back
 * @param plan how they answer
 * @param seed of their behaviour
 */
public record FarmSettings(
        InetSocketAddress server,
        Map<String, String> users,
        InetAddress address,
        int sockets,
        int registrationsPerSecond,
        Duration expires,
        boolean unregister,
        AnswerPlan plan,
        long seed) {

    private static final int SOCKETS = 4;
    private static final int REGISTRATIONS_PER_SECOND = 500;

    public FarmSettings {
        users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
        if (sockets < 1 || registrationsPerSecond < 1) {
            throw new IllegalArgumentException("a farm needs sockets and a rate above 0");
        }
    }

    /** Four sockets on 127.0.0.1, 500 registrations a second for an hour, everybody answers. */
    public static FarmSettings of(InetSocketAddress server, Map<String, String> users) {
        return new FarmSettings(
                server,
                users,
                InetAddress.ofLiteral("127.0.0.1"),
                SOCKETS,
                REGISTRATIONS_PER_SECOND,
                Duration.ofHours(1),
                false,
                AnswerPlan.NORMAL,
                1);
    }

    /** The same from another address of this machine. */
    public FarmSettings from(InetAddress other, int number) {
        return new FarmSettings(
                server,
                users,
                other,
                number,
                registrationsPerSecond,
                expires,
                unregister,
                plan,
                seed);
    }

    /** The same with other registrations. */
    public FarmSettings registering(int perSecond, Duration time, boolean andBack) {
        return new FarmSettings(
                server, users, address, sockets, perSecond, time, andBack, plan, seed);
    }

    /** The same with another way to answer. */
    public FarmSettings answering(AnswerPlan other, long otherSeed) {
        return new FarmSettings(
                server,
                users,
                address,
                sockets,
                registrationsPerSecond,
                expires,
                unregister,
                other,
                otherSeed);
    }
}
