package org.strowger.sip.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.base.Entropy;
import org.strowger.sip.Flow;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Referral;
import org.strowger.sip.SipCounters;
import org.strowger.sip.SipEvents;
import org.strowger.sip.SipLeg;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.transaction.ClientUser;
import org.strowger.sip.transaction.FakeTime;

/**
 * Two cores, their call control, one clock and a network between them that loses, delays, repeats
 * and reorders datagrams. Sessions are refreshed by UPDATE every two seconds; either side may refer
 * the other. What NOTIFYs say is for the phone that referred: the network answers in its place.
 */
final class LossyNetwork {
    final FakeTime time = new FakeTime();
    final Random random;
    final int lossPercent;
    final int repeatPercent;
    final int delayMillis;
    final Side left;
    final Side right;
    long loseOnly = -1;

    /** Whether who calls requires reliable provisional responses. */
    boolean reliable;

    /** How often each method was sent, copies included. */
    final Map<String, Integer> sent = new TreeMap<>();

    /** What the first copy of each NOTIFY said, in the order of their arrival. */
    final List<String> notified = new ArrayList<>();

    private final List<Asking> askings = new ArrayList<>();
    private long datagrams;

    LossyNetwork(long seed, int lossPercent, int repeatPercent, int delayMillis) {
        this.random = new Random(seed);
        this.lossPercent = lossPercent;
        this.repeatPercent = repeatPercent;
        this.delayMillis = delayMillis;
        this.left = new Side(this, "127.0.0.1", 5060);
        this.right = new Side(this, "127.0.0.2", 5070);
    }

    void call(int i) {
        var leg = left.start("call " + i);
        after(random.nextInt(20_000), () -> leg.hangUp("simulated"));
        referring(leg);
    }

    /** Each leg may refer the other side, once, when it is established. */
    private void referring(SipLeg leg) {
        after(random.nextInt(15_000), () -> refer((Leg) leg));
    }

    private void refer(Leg leg) {
        var dialog = leg.dialog();
        if (dialog != null && leg.isEstablished() && !leg.over() && !leg.hangingUp()) {
            var asking = new Asking(leg.sipCallId());
            askings.add(asking);
            var to = "Refer-To: <sip:1002@strowger>\r\n" + leg.sip().contact(dialog.flow());
            new DialogRequest(
                            leg.sip(),
                            dialog,
                            dialog.flow(),
                            "REFER",
                            to,
                            ResponseHead.NO_BODY,
                            asking)
                    .send();
        }
    }

    /**
     * One whole call without chance in it: referred after 1 s, so that no refresh overtakes a REFER
     * that is sent again, and hung up after 37.
     */
    void talk() {
        right.quiet = true;
        var leg = left.start("a");
        after(1_000, () -> refer((Leg) leg));
        after(5_000 + 32_000, () -> leg.hangUp("done"));
    }

    void after(long millis, Runnable action) {
        time.wheel().schedule(time.nowMicros() + 1_000 * millis, action);
    }

    void send(Side from, Flow flow, byte[] message) {
        long number = datagrams++;
        var line = new String(message, UTF_8).lines().findFirst().orElseThrow();
        sent.merge(line.startsWith("SIP/") ? "response" : line.split(" ", 2)[0], 1, Integer::sum);
        if (number == loseOnly || random.nextInt(100) < lossPercent) {
            return;
        }
        int copies = random.nextInt(100) < repeatPercent ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            after(
                    1 + random.nextInt(delayMillis + 1),
                    () -> deliver(from, flow, required(message)));
        }
    }

    /** As if the caller required what our cores only support (RFC 3262). */
    private byte[] required(byte[] message) {
        var text = new String(message, UTF_8);
        return reliable && text.startsWith("INVITE ")
                ? text.replace("Supported: timer, 100rel,", "Require: 100rel\r\nSupported: timer,")
                        .getBytes(UTF_8)
                : message;
    }

    private void deliver(Side from, Flow flow, byte[] message) {
        var to = flow.remote().equals(left.address) ? left : right;
        assertEquals(to.address, flow.remote(), "it is sent to somebody");
        try {
            var way = new Flow(Flow.Transport.UDP, to.address, from.address, 0);
            var index = SipIndex.of(message);
            if (index.isMethod("NOTIFY")) {
                notified(to, index, new String(message, UTF_8), way);
            } else {
                to.core.received(new InboundMessage(message, index, way));
            }
        } catch (MalformedSipMessageException e) {
            throw new AssertionError("we sent what we cannot read", e);
        }
    }

    private void notified(Side to, SipIndex notify, String text, Flow way) {
        var status = text.lines().toList().getLast();
        var state = notify.header("Subscription-State").strip().replaceAll("expires=.*", "");
        var first = notify.cseq() + " " + notify.callId() + " " + state + " " + status;
        if (!notified.contains(first)) {
            notified.add(first);
        }
        var answer = Bench.response(200, text, "", "").getBytes(UTF_8);
        send(to, way, answer);
    }

    /** What the NOTIFYs said, each once. */
    List<String> fragments() {
        return notified.stream()
                .map(text -> text.replaceFirst("\\S+ \\S+ (\\w+)\\S*", "$1"))
                .toList();
    }

    /** Who was asked by REFER and said yes was asked once, and nobody was asked twice. */
    void checkReferrals() {
        for (var asking : askings) {
            int asked = left.referred(asking.callId) + right.referred(asking.callId);
            int wanted = (int) askings.stream().filter(a -> a.callId.equals(asking.callId)).count();
            assertTrue(asked <= wanted, () -> asking.callId + " asked " + asked);
            assertTrue(asking.status != 200 || asked > 0, () -> asking.callId + " was not asked");
        }
    }

    /** How many REFERs were accepted, as far as the side that sent them knows. */
    long accepted() {
        return askings.stream().filter(asking -> asking.status == 200).count();
    }

    /** A REFER, and its final status; 0 for none. */
    private static final class Asking implements ClientUser<InboundMessage> {
        private final String callId;
        private int status;

        Asking(String callId) {
            this.callId = callId;
        }

        @Override
        public void response(int finalStatus, InboundMessage response) {
            status = finalStatus;
        }

        @Override
        public void timedOut() {}

        @Override
        public void transportFailed() {
            throw new AssertionError("a datagram always leaves");
        }

        @Override
        public void broken() {
            throw new AssertionError("a bug of ours");
        }
    }

    void finish() {
        time.advance(Duration.ofSeconds(40)); // The last hang-up, and a CANCEL's 64*T1.
        time.advance(Duration.ofSeconds(66));
        time.advance(Duration.ofSeconds(33));
    }

    boolean atRest() {
        return left.atRest() && right.atRest() && time.wheel().size() == 0;
    }

    @Override
    public String toString() {
        return left.stories
                + "\n"
                + right.stories
                + "\n"
                + sent
                + "\n"
                + notified
                + "\ntimers "
                + time.wheel().size();
    }

    /** One core with call control that rings, answers, refuses or hangs up by chance. */
    static final class Side implements SipEvents {
        final LossyNetwork world;
        final InetSocketAddress address;
        final SipCore core;
        final Map<String, List<String>> stories = new TreeMap<>();
        private final Map<String, Integer> referrals = new TreeMap<>();
        boolean quiet;

        Side(LossyNetwork world, String host, int port) {
            this.world = world;
            this.address = Bench.address(host, port);
            var conf = new ConfigOf();
            conf.addresses = Map.of(Flow.Transport.UDP, address);
            conf.limits = new SipCoreLimits(1_000, 1_000, 1_000);
            conf.session = new SessionTimes(4, 2);
            this.core =
                    new SipCore(
                            conf.config(),
                            world.time,
                            Entropy.seeded(port),
                            world.time.wheel(),
                            (flow, message) -> {
                                world.send(this, flow, message);
                                return true;
                            },
                            this,
                            new SipCounters());
        }

        SipLeg start(String name) {
            var target = new OutgoingCall.Target.Trunk("peer", "4003");
            var story = new Story(name);
            var leg = core.call(new OutgoingCall(target, "555", "", Bench.OURS), story);
            story.callId = leg.sipCallId();
            return leg;
        }

        @Override
        public LegEvents incoming(IncomingLeg leg) {
            if (quiet) {
                world.after(50, leg::ring);
                world.after(100, () -> leg.answer(Bench.OURS));
                return new Story("b", leg);
            }
            var name = "leg " + stories.size();
            world.after(world.random.nextInt(3_000), leg::ring);
            switch (world.random.nextInt(5)) {
                case 0 -> world.after(world.random.nextInt(5_000), () -> leg.reject(486));
                case 1 -> {} // Rings until somebody gives up.
                default -> world.after(world.random.nextInt(8_000), () -> leg.answer(Bench.OURS));
            }
            world.after(1 + world.random.nextInt(40_000), () -> leg.hangUp("simulated"));
            world.referring(leg);
            return new Story(name, leg);
        }

        @Override
        public boolean mayPickUp(String user, String rung) {
            throw new AssertionError("nobody has a lamp here");
        }

        @Override
        public void reachable(String user) {
            throw new AssertionError("nobody registers here");
        }

        @Override
        public void unreachable(String user) {
            throw new AssertionError("nobody registers here");
        }

        List<String> story(String name) {
            return stories.getOrDefault(name, List.of("never was"));
        }

        /** How often the other side of that call has referred this one. */
        int referred(String callId) {
            return referrals.getOrDefault(callId, 0);
        }

        void checkEnds(long seed) {
            stories.forEach((name, story) -> {
                long ends = story.stream().filter(s -> s.startsWith("ended")).count();
                assertEquals(1, ends, () -> name + " at seed " + seed + ": " + story);
                assertTrue(story.getLast().startsWith("ended"), () -> name + story);
                assertTrue(
                        story.stream().filter("answered"::equals).count() <= 1, () -> name + story);
            });
        }

        boolean atRest() {
            return core.dialogs() == 0
                    && core.clientTransactions() == 0
                    && core.serverTransactions() == 0;
        }

        /** What one leg was told. */
        private final class Story implements LegEvents {
            private final List<String> told = new ArrayList<>();
            private String callId = "";

            Story(String name) {
                stories.put(name, told);
            }

            Story(String name, SipLeg leg) {
                this(name);
                callId = leg.sipCallId();
            }

            @Override
            public void answered(AudioDescription answer) {
                told.add("answered");
            }

            @Override
            public void confirmed() {
                told.add("confirmed");
            }

            @Override
            public @Nullable AudioDescription offered(AudioDescription offer) {
                return null;
            }

            @Override
            public int referred(Referral referral) {
                referrals.merge(callId, 1, Integer::sum);
                world.after(1_000, () -> referral.progress(180));
                world.after(3_000, () -> referral.progress(200));
                return 200;
            }

            @Override
            public void ended(LegEnd end) {
                told.add("ended " + end.cause() + " " + end.status());
            }
        }
    }
}
