package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.ivr.Script;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;
import org.strowger.sip.Referral;

/**
 * A blind transfer under way (RFC 5589, section 6): who stays hears music while the target is
 * called, and who asked hears how it goes. When it fails, both talk as before; when who asked has
 * hung up by then, its phone is rung once more, and only if nobody answers there the call ends.
 *
 * <p>Asked for by keys it can be a consultation: who asked talks with the target first, and hanging
 * up makes the transfer. When the target hangs up before that, both talk as before.
 */
final class Transfer implements Detour {

    private final Call call;
    private final PartyLeg stays;
    private final String user;
    private final Referral referral;
    private final boolean consults;
    private @Nullable PartyLeg asker;
    private @Nullable PartyLeg consulted;
    private @Nullable DirectConnection target;
    private boolean recalling;
    private boolean over;

    Transfer(PartyLeg asker, PartyLeg stays, String user, Referral referral, boolean consults) {
        this.call = asker.call();
        this.asker = asker;
        this.stays = stays;
        this.user = user;
        this.referral = referral;
        this.consults = consults;
    }

    Call call() {
        return call;
    }

    /** The REFER has been answered. */
    void start(Destination to) {
        if (over) {
            return; // So short a time, and the call has ended.
        }
        if (to instanceof Destination.RunScript(var script)) {
            forwarded(script);
        } else {
            leave();
            target = call.legs().connect(to, user);
        }
    }

    /** The target rings already, for a consultation that nobody has answered yet. */
    void adopt(DirectConnection ringing) {
        leave();
        target = ringing;
        tell(180);
    }

    private void leave() {
        call.legs().serve(stays);
        stays.media().music();
        if (asker != null) {
            asker.media().silence();
        }
    }

    @Override
    public void rings(DirectConnection to) {
        if (to == target) {
            tell(180);
        }
    }

    /** The target's own tone is heard instead of the music. */
    @Override
    public void hears(DirectConnection to, OutLeg leg) {
        rings(to);
        if (to == target) {
            new Conversation(consults && asker != null ? asker : stays, leg).connect();
        }
    }

    /** The party talks with who answered, or first who asked does. */
    @Override
    public boolean answered(DirectConnection to, PartyLeg by) {
        if (to != target) {
            return false;
        }
        if (consults && asker != null) {
            consulted = by;
            new Conversation(asker, by).connect();
            return true;
        }
        succeeded();
        call.talk(stays, by);
        return true;
    }

    /** The party is connected with us. */
    @Override
    public void forwarded(Script script) {
        succeeded();
        call.serve(stays, script);
    }

    @Override
    public boolean failed(DirectConnection to, LegEnd end) {
        if (to != target) {
            return false;
        }
        target = null;
        failed(end.status() < 400 ? 480 : end.status());
        return true;
    }

    @Override
    public boolean ended(PartyLeg leg) {
        var with = consulted;
        if (leg == asker) {
            asker = null;
            leg.release();
            if (with != null) {
                succeeded();
                call.talk(stays, with);
            }
            return true;
        }
        if (leg != with) {
            return false;
        }
        leg.release();
        consulted = null;
        target = null;
        failed(480);
        return true;
    }

    @Override
    public void callEnds() {
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
        call.detour(null);
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
            call.detour(null);
            call.talk(stays, back);
        } else if (recalling) {
            over = true;
            call.detour(null);
            call.hangUp(new Reason(Q850.causeOf(status), false, "the transfer failed"));
        } else {
            recalling = true;
            stays.media().music();
            target = call.legs().ringBack(user);
        }
    }
}
