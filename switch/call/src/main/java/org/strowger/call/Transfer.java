package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.ivr.Script;
import org.strowger.media.ToneTable;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Reason;
import org.strowger.sip.Referral;

/**
 * A blind transfer under way (RFC 5589, section 6): who stays hears music while the target is
 * called, and who asked hears how it goes, and the tone of a phone that rings, unless the target
 * sends its own. When it fails, both talk as before; when who asked has hung up by then, it becomes
 * a {@link Recall}.
 *
 * <p>Asked for by keys it can be a consultation: who asked talks with the target first, and hanging
 * up, or the code of a transfer, makes the transfer. When the target hangs up before that, or who
 * asked presses the code of a consultation once more, both talk as before.
 */
final class Transfer implements Detour {

    private final Call call;
    private final PartyLeg stays;
    private final String user;
    private final Referral referral;
    private final boolean consults;
    private @Nullable PartyLeg asker;
    private @Nullable PartyLeg consulted;
    private @Nullable OutLeg tone;
    private @Nullable DirectConnection target;
    private boolean rung;
    private boolean over;

    Transfer(PartyLeg asker, PartyLeg stays, String user, Referral referral, boolean consults) {
        this.call = asker.call();
        this.asker = asker.isReleased() ? null : asker;
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
        } else if (to instanceof Destination.Conference room) {
            succeeded();
            call.legs().serve(stays);
            new ConferenceVisit(call, stays, room).comesIn();
        } else {
            leave();
            target = call.legs().connect(to, user);
        }
    }

    /** The target rings already, for a consultation that nobody has answered yet. */
    void adopt(DirectConnection ringing) {
        rung = true;
        leave();
        target = ringing;
        ringing.ringsForTransfer();
        referral.progress(180);
    }

    private void leave() {
        call.legs().serve(stays);
        waits();
        if (asker != null && consults) {
            asker.talks(); // Its codes go on to mean something.
        }
    }

    private void waits() {
        stays.media().music();
        if (asker != null && rung) {
            asker.media().tone(ToneTable.RINGBACK);
        } else if (asker != null) {
            asker.media().silence();
        }
    }

    @Override
    public boolean rings(DirectConnection to) {
        if (to == target) {
            boolean first = !rung;
            rung = true;
            if (tone != null && speaker() == null) {
                tone = null; // That phone is not called any more, and this one has none.
                waits();
            } else if (first && asker != null) {
                asker.media().tone(ToneTable.RINGBACK);
            }
            referral.progress(180);
        }
        return true;
    }

    /** The target's own tone is heard instead of the music. */
    @Override
    public boolean hears(DirectConnection to, OutLeg leg) {
        rings(to);
        if (to == target) {
            tone = leg;
            connect();
        }
        return true;
    }

    /** The party talks with who answered, or first who asked does. */
    @Override
    public boolean answered(DirectConnection to, PartyLeg by) {
        if (to != target) {
            return false;
        }
        consulted = by;
        if (consults && asker != null) {
            connect();
        } else {
            join(by);
        }
        return true;
    }

    /** Who is heard meanwhile: the target, or its tone while it rings; null for nobody. */
    private @Nullable PartyLeg speaker() {
        if (consulted != null) {
            return consulted;
        }
        boolean rings = tone != null && target != null && target.ringing().contains(tone);
        return rings ? tone : null;
    }

    private void connect() {
        var with = speaker();
        if (with == null) {
            waits();
        } else {
            new Conversation(consults && asker != null ? asker : stays, with).connect();
        }
    }

    private void join(PartyLeg by) {
        succeeded();
        call.talk(stays, by);
    }

    /** The party is connected with us. */
    @Override
    public boolean forwarded(Script script) {
        succeeded();
        call.serve(stays, script, user);
        return true;
    }

    @Override
    public boolean failed(DirectConnection to, LegEnd end) {
        if (to != target) {
            return false;
        }
        failed(end.status() < 400 ? 480 : end.status());
        return true;
    }

    @Override
    public boolean ended(PartyLeg leg) {
        if (leg == asker) {
            leg.release();
            complete();
            return true;
        }
        if (leg != consulted) {
            return false;
        }
        leg.release();
        failed(480);
        return true;
    }

    @Override
    public boolean pressed(PartyLeg leg, String code) {
        if (leg != asker) {
            return false;
        }
        if (code.equals(leg.exchange().plan().keys().consult())) {
            giveUp();
        } else {
            complete();
            leg.release("Call transferred");
        }
        return true;
    }

    /** Who asked has no more to say; while the target rings, the transfer is a blind one. */
    private void complete() {
        asker = null;
        var with = consulted;
        if (with != null) {
            join(with);
        } else if (target != null) {
            connect();
        }
    }

    /** Who asked has changed his mind. */
    private void giveUp() {
        var with = consulted;
        if (with != null) {
            with.release("Consultation over");
        } else if (target != null) {
            target.stop(Reason.normal("Consultation over"));
        }
        failed(487);
    }

    @Override
    public void holdChanged(PartyLeg leg) {
        if (speaker() != null) {
            connect();
        }
    }

    @Override
    public void callEnds() {
        over = true;
        referral.progress(487);
    }

    private void succeeded() {
        over = true;
        call.detour(NONE);
        referral.progress(200);
        if (asker != null) {
            asker.release("Call transferred");
        }
    }

    private void failed(int status) {
        over = true;
        call.detour(NONE);
        // What another side asks of us in credentials is nothing the user could give.
        referral.progress(status == 401 || status == 407 ? 403 : status);
        var back = asker;
        if (back != null) {
            call.talk(stays, back);
        } else {
            new Recall(stays, user).begin();
        }
    }
}
