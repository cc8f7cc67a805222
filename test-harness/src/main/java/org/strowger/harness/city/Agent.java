package org.strowger.harness.city;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works at a desk for one shift: registers, answers most calls, refuses or misses
 * some, takes breaks, makes calls, and now and then pulls the plug.
 */
final class Agent extends Phone implements Ring.Ears {

    private static final long LINGER = TIMEOUT + 10 * Street.SECOND;
    private static final long TALK = 150 * Street.SECOND;
    private static final long HABIT = 25 * Street.MINUTE;
    private static final List<String> HABITS =
            List.of("*13", "*13", "*12", "*14", "*14", "4004", "4001", "colleague");

    private final Truth truth;
    private final String password;
    private final List<String> colleagues;
    private final int vanishing;
    private final Map<String, Ring> rings = new LinkedHashMap<>();
    private final Map<Ring, Talk> talks = new LinkedHashMap<>();
    private final Registering registering;
    private @Nullable Dial errand;
    private boolean working;
    private boolean plugged = true;

    /**
     * @param vanishing how often the plug is pulled, in a million offers
     */
    Agent(
            Street street,
            InetSocketAddress address,
            String id,
            List<String> colleagues,
            int vanishing,
            Truth truth) {
        super(street, address, id);
        this.truth = truth;
        this.password = passwordOf(id);
        this.colleagues = colleagues;
        this.vanishing = vanishing;
        this.registering = new Registering(this, password);
        street.network().join(address, this);
    }

    static String passwordOf(String id) {
        return "demo-" + id;
    }

    // ---- the shift ----

    void comes() {
        working = true;
        signIn();
        habit();
    }

    private void signIn() {
        registering.begin();
        long later = street().chance().between(5, 40) * Street.SECOND;
        street().agenda().after(later, () -> dial("*11"));
    }

    void goes() {
        working = false;
        registering.end();
    }

    /** Nothing answers any more: the phone drops its calls and looks for the switch again. */
    void switchDied() {
        talks.values().forEach(talk -> talk.cutOff = true); // Though nobody knows it yet.
        street().agenda().after(street().chance().between(1, 15) * Street.SECOND, this::startAgain);
    }

    private void startAgain() {
        cutOff();
        if (working && plugged) {
            signIn();
        }
    }

    private void cutOff() {
        for (var entry : talks.entrySet()) {
            entry.getKey().drop();
            entry.getValue().cutOff = true;
            entry.getValue().overMicros = street().now();
        }
        talks.clear();
        rings.clear();
        if (errand != null) {
            errand.drop();
            errand = null;
        }
        forgetAll();
        registering.stop();
    }

    private void habit() {
        street().agenda()
                .after(
                        Street.MINUTE + street().chance().exponential(HABIT),
                        () -> {
                            if (working) {
                                dial(street().chance().oneOf(HABITS));
                                habit();
                            }
                        });
    }

    private void dial(String what) {
        if (!plugged || isBusy() || !registering.isRegistered()) {
            return;
        }
        var number = what.equals("colleague") ? street().chance().oneOf(colleagues) : what;
        street().trace().say("agent " + user() + " dials", number);
        var dial = new Dial(this, number, password, false, new Errand(number));
        errand = dial;
        dial.begin();
        long longest = street().chance().between(5, 60) * Street.SECOND;
        street().agenda().after(longest, dial::hangUp);
    }

    private boolean isBusy() {
        return errand != null || liveTalk() != null;
    }

    /** A colleague may ring a phone that is taken; the distributor may not. */
    private static boolean fromQueue(String caller) {
        return caller.startsWith(Population.CALLERS);
    }

    private @Nullable Talk liveTalk() {
        for (var entry : talks.entrySet()) {
            if (entry.getKey().isLive()) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** After a break, or after going home, comes work. */
    private final class Errand implements Dial.Ears {
        private final String number;

        Errand(String number) {
            this.number = number;
        }

        @Override
        public void answered(Message ok) {
            // Listens.
        }

        @Override
        public void over(int how) {
            errand = null;
            long pause = street().chance().between(30, 400) * Street.SECOND;
            switch (number) {
                case "*13" -> street().agenda().after(pause, () -> dial("*14"));
                case "*12" -> street().agenda().after(pause, () -> dial("*11"));
                default -> {}
            }
        }

        @Override
        public void answeredTwice() {
            truth.complain("agent " + user() + " was answered twice");
        }
    }

    // ---- calls that come ----

    @Override
    void inviteResponse(Message response) {
        var dial = errand;
        if (dial != null && dial.callId().equals(response.header("Call-ID"))) {
            dial.response(response);
        }
    }

    @Override
    void request(Message request) {
        var callId = request.header("Call-ID");
        var ring = rings.get(callId);
        var dial = errand;
        if (ring != null) {
            ring.request(request);
        } else if (dial != null && dial.callId().equals(callId)) {
            dial.request(request);
        } else if (request.method().equals("INVITE") && request.toTag().isEmpty()) {
            rung(request);
        } else if (!request.method().equals("ACK")) {
            send(response(request, 481, street().token(), "", ""));
        }
    }

    private void rung(Message invite) {
        var ring = new Ring(this, invite, this);
        rings.put(ring.callId(), ring);
        var other = liveTalk();
        if (other != null && !other.cutOff && fromQueue(other.caller) && fromQueue(ring.caller())) {
            truth.complain(
                    "agent %s is rung for %s during the %s"
                            .formatted(user(), ring.caller(), other));
        }
        if (isBusy()) {
            ring.refuse(486);
            return;
        }
        var talk = new Talk(user(), ring.caller(), street().now());
        talks.put(ring, talk);
        truth.rings(talk);
        decide(ring, talk);
    }

    private void decide(Ring ring, Talk talk) {
        var chance = street().chance();
        if (chance.happens(vanishing)) {
            street().agenda().after(chance.between(0, 60) * Street.SECOND, this::pullPlug);
        }
        street().agenda()
                .after(
                        chance.between(20_000, 200_000),
                        () -> {
                            if (ring.isRinging()) {
                                ring.ring();
                            }
                        });
        int dice = chance.below(100);
        if (dice < 90) {
            answersIn(ring, talk, chance.between(500_000, 8_000_000));
        } else if (dice < 93) {
            answersIn(ring, talk, chance.between(14_500_000, 15_500_000)); // Too late, or nearly.
        } else if (dice < 97) {
            int status = dice < 95 ? 603 : dice < 96 ? 486 : 480;
            street().agenda().after(chance.between(400_000, 5_000_000), () -> ring.refuse(status));
        } // Else lets it ring.
        if (dice >= 93) {
            street().agenda().after(chance.between(20, 120) * Street.SECOND, () -> dial("*14"));
        }
    }

    private void answersIn(Ring ring, Talk talk, long micros) {
        street().agenda()
                .after(
                        micros,
                        () -> {
                            if (ring.isRinging()) {
                                talk.answeredMicros = street().now();
                                ring.answer();
                            }
                        });
    }

    @Override
    public void acknowledged(Ring ring) {
        var talk = talks.get(ring);
        if (talk == null) {
            return;
        }
        talk.acknowledgedMicros = street().now();
        long length = 2 * Street.SECOND + street().chance().exponential(TALK);
        street().agenda()
                .after(
                        length,
                        () -> {
                            if (talk.overMicros == 0) {
                                talk.hungUpMicros = street().now();
                                talks.remove(
                                        ring); // Free from here on, whenever the switch hears of
                                // it.
                                ring.hangUp();
                            }
                        });
    }

    @Override
    public void over(Ring ring) {
        var talk = talks.remove(ring);
        if (talk != null) {
            talk.overMicros = street().now();
        }
        street().agenda().after(LINGER, () -> rings.remove(ring.callId(), ring));
    }

    private void pullPlug() {
        if (!plugged || !working) {
            return;
        }
        plugged = false;
        street().trace().say("agent " + user(), "vanishes");
        street().network().silence(address());
        cutOff();
        long away = street().chance().between(5, 150) * Street.SECOND;
        street().agenda()
                .after(
                        away,
                        () -> {
                            plugged = true;
                            street().network().restore(address());
                            street().trace().say("agent " + user(), "is back");
                            if (working) {
                                signIn();
                            }
                        });
    }
}
