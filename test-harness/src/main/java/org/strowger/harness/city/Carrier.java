package org.strowger.harness.city;

import java.util.LinkedHashMap;
import java.util.Map;

/** The world behind the trunk: answers most calls, refuses some, and of some says nothing. */
final class Carrier extends Phone implements Ring.Ears {

    /** How the records name who is called there. */
    static final String NAME = "peer:4003";

    private static final long LINGER = TIMEOUT + 10 * Street.SECOND;
    private static final long TALK = 40 * Street.SECOND;

    private final Truth truth;
    private final Map<String, Ring> rings = new LinkedHashMap<>();
    private final Map<Ring, Talk> talks = new LinkedHashMap<>();

    Carrier(Street street, Truth truth) {
        super(street, Street.CARRIER, "carrier");
        this.truth = truth;
        street.network().join(Street.CARRIER, this);
    }

    @Override
    void inviteResponse(Message response) {
        // It makes no calls; those that come from its address have phones of their own.
    }

    @Override
    void request(Message request) {
        var ring = rings.get(request.header("Call-ID"));
        if (ring != null) {
            ring.request(request);
        } else if (request.method().equals("INVITE") && request.toTag().isEmpty()) {
            rung(request);
        } else if (!request.method().equals("ACK")) {
            send(response(request, 481, street().token(), "", ""));
        }
    }

    private void rung(Message invite) {
        var chance = street().chance();
        int dice = chance.below(100);
        if (dice < 3 && !rings.isEmpty()) {
            rings.put(invite.header("Call-ID"), new Ring(this, invite, this)); // Says nothing.
            return;
        }
        var ring = new Ring(this, invite, this);
        rings.put(ring.callId(), ring);
        var talk = new Talk(NAME, ring.caller(), street().now());
        talks.put(ring, talk);
        truth.rings(talk);
        ring.ring();
        if (dice < 80) {
            street().agenda()
                    .after(
                            chance.between(200_000, 6_000_000),
                            () -> {
                                if (ring.isRinging()) {
                                    talk.answeredMicros = street().now();
                                    ring.answer();
                                }
                            });
        } else if (dice < 95) {
            int status = dice < 87 ? 486 : dice < 91 ? 404 : 503;
            street().agenda().after(chance.between(50_000, 3_000_000), () -> ring.refuse(status));
        } // Else it rings and rings.
    }

    /** Calls of a switch that is no more are not its business. */
    void switchDied() {
        talks.forEach((ring, talk) -> {
            ring.drop();
            talk.cutOff = true;
        });
        talks.clear();
        rings.clear();
        forgetAll();
    }

    @Override
    public void acknowledged(Ring ring) {
        var talk = talks.get(ring);
        if (talk == null) {
            return;
        }
        talk.acknowledgedMicros = street().now();
        long length = Street.SECOND + street().chance().exponential(TALK);
        street().agenda()
                .after(
                        length,
                        () -> {
                            if (talk.overMicros == 0 && !talk.cutOff) {
                                talk.hungUpMicros = street().now();
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
}
