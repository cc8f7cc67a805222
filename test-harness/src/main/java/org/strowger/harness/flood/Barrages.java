package org.strowger.harness.flood;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.strowger.harness.phone.Digest;
import org.strowger.harness.phone.SipText;

/** The kinds of floods. The same seed makes the same datagrams, from the same address. */
public final class Barrages {

    private static final int LONGEST_GARBAGE = 1_400;
    private static final int RTP_OCTETS = 172;
    private static final int UNAUTHORIZED = 401;

    private Barrages() {}

    /** Random octets of random length. */
    public static Barrage garbage(InetSocketAddress target, long seed) {
        var random = new SplittableRandom(seed);
        return _ -> {
            var octets = new byte[1 + random.nextInt(LONGEST_GARBAGE)];
            random.nextBytes(octets);
            return Barrage.Shot.of(octets, target);
        };
    }

    /** Requests that are broken in one or more of the ways of {@link Mutation}. */
    public static Barrage fuzzed(InetSocketAddress target, long seed) {
        var random = new SplittableRandom(seed);
        var requests = new Requests(target, random);
        var methods = List.of("INVITE", "REGISTER", "ACK", "OPTIONS", "BYE", "CANCEL");
        return local -> {
            var method = methods.get(random.nextInt(methods.size()));
            var text = requests.request(method, "4000", local, "");
            return Barrage.Shot.of(Mutation.mutate(text, random).getBytes(ISO_8859_1), target);
        };
    }

    /** OPTIONS of a scanner that says what it is, to one user after the other. */
    public static Barrage scan(InetSocketAddress target, long seed) {
        var random = new SplittableRandom(seed);
        var requests = new Requests(target, random);
        return local -> {
            var user = String.valueOf(100 + random.nextInt(900));
            var text = requests.request("OPTIONS", user, local, "User-Agent: friendly-scanner\r\n");
            return Barrage.Shot.of(text.getBytes(ISO_8859_1), target);
        };
    }

    /** Good requests of a method to a user, from which nothing follows. */
    public static Barrage requests(
            InetSocketAddress target, String method, String user, long seed) {
        var requests = new Requests(target, new SplittableRandom(seed));
        return local ->
                Barrage.Shot.of(
                        requests.request(method, user, local, "").getBytes(ISO_8859_1), target);
    }

    /** Good INVITEs to a number, which are never acknowledged. */
    public static Barrage invites(InetSocketAddress target, String number, long seed) {
        var requests = new Requests(target, new SplittableRandom(seed));
        return local ->
                Barrage.Shot.of(requests.invite(number, local).getBytes(ISO_8859_1), target);
    }

    /** Registrations with a wrong password: the challenge is answered, wrongly. */
    public static Barrage registrations(InetSocketAddress target, String user, long seed) {
        var requests = new Requests(target, new SplittableRandom(seed));
        return new Barrage() {
            @Override
            public Shot next(InetSocketAddress local) {
                return shot(requests.request("REGISTER", user, local, ""));
            }

            @Override
            public Optional<Shot> after(SipText answer, InetSocketAddress local) {
                if (answer.status() != UNAUTHORIZED || answer.sequence() != 1) {
                    return Optional.empty();
                }
                var challenge = Digest.Challenge.parse(answer.first("WWW-Authenticate"));
                var wrong =
                        Digest.authorization(
                                challenge,
                                user,
                                "wrong-password",
                                "REGISTER",
                                requests.domain(),
                                1,
                                "flood");
                return Optional.of(
                        shot(requests.register(user, local, answer.first("Call-ID"), wrong)));
            }

            private Shot shot(String text) {
                return Shot.of(text.getBytes(ISO_8859_1), target);
            }
        };
    }

    /** RTP from a stranger to every port of a range, in turn. */
    public static Barrage strangers(InetSocketAddress firstPort, int ports, long seed) {
        var random = new SplittableRandom(seed);
        int ssrc = random.nextInt();
        return _ -> {
            int port = firstPort.getPort() + random.nextInt(ports);
            var octets = new byte[RTP_OCTETS];
            var packet = ByteBuffer.wrap(octets);
            packet.putInt(2 << 30 | random.nextInt(1 << 16)).putInt(random.nextInt()).putInt(ssrc);
            return Barrage.Shot.of(octets, new InetSocketAddress(firstPort.getAddress(), port));
        };
    }
}
