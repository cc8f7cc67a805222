package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Referral;

/**
 * A blind transfer under way (RFC 5589, section 6): who stays hears music while the target is
 * called, and who asked hears how it goes. When it fails, both talk as before; when who asked has
 * hung up by then, its phone is rung once more, and only if nobody answers there the call ends.
 */
final class Transfer {

    private final Call call;
    private final PartyLeg stays;
    private final String user;
    private final Referral referral;
    private @Nullable PartyLeg asker;
    private @Nullable OutLeg target;
    private boolean recalling;
    private boolean over;

    Transfer(PartyLeg asker, PartyLeg stays, String user, Referral referral) {
        this.call = asker.call();
        this.asker = asker;
        this.stays = stays;
        this.user = user;
        this.referral = referral;
    }

    /** The REFER has been answered. */
    void start(Destination to) {
        if (over) {
            return; // So short a time, and the call has ended.
        }
        switch (to) {
            case Destination.RunScript(var script) -> {
                succeeded();
                call.serve(stays, script); // Script or queue: the party is connected with us.
            }
            case Destination.ThroughTrunk _, Destination.RingUser _ -> {
                call.legs().serve(stays);
                stays.media().music();
                if (asker != null) {
                    asker.media().silence();
                }
                target = call.legs().connect(to, user);
            }
            case Destination.AgentFeature _ -> failed(403); // Refused before.
        }
    }

    void rings(OutLeg leg) {
        if (leg == target) {
            tell(180);
        }
    }

    /** The target's own tone is heard instead of the music. */
    void hears(OutLeg leg) {
        rings(leg);
        if (leg == target) {
            new Conversation(stays, leg).connect();
        }
    }

    /** Whether it was the target that answered: then it talks with who stays. */
    boolean answered(OutLeg leg) {
        if (leg != target) {
            return false;
        }
        succeeded();
        call.talk(stays, leg);
        return true;
    }

    /** Whether the leg that ended means nothing for the call as long as this goes on. */
    boolean ended(PartyLeg leg, LegEnd end) {
        if (leg == asker) {
            asker = null;
            leg.release();
            return true;
        }
        if (leg == target) {
            target = null;
            failed(end.status() < 400 ? 480 : end.status());
            return true;
        }
        return false;
    }

    /** Who stays has hung up, or the switch has. */
    void callEnds() {
        over = true;
        tell(487);
    }

    /** While who asked is rung itself, the end has been told. */
    private void tell(int status) {
        if (!recalling) {
            referral.progress(status);
        }
    }

    private void succeeded() {
        over = true;
        call.transferring(null);
        tell(200);
        if (asker != null) {
            asker.release("Call transferred");
        }
    }

    private void failed(int status) {
        // What another side asks of us in credentials is nothing the user could give.
        tell(status == 401 || status == 407 ? 403 : status);
        var back = asker;
        if (back != null) {
            over = true;
            call.transferring(null);
            call.talk(stays, back);
        } else if (recalling) {
            over = true;
            call.transferring(null);
            call.hangUp("the transfer failed");
        } else {
            recalling = true;
            stays.media().music();
            target = call.legs().connect(new Destination.RingUser(user), "");
        }
    }
}
