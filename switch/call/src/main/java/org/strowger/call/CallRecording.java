package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.ivr.RecordingChange;
import org.strowger.media.recording.Recording;
import org.strowger.media.recording.Side;

/**
 * The recording of one call: begun by its queue, its script or a command, and whose legs are heard
 * in it now. Left is who is served, right who talks with him; while a script, a queue or a transfer
 * has the call there is nobody on the right. What the switch itself plays is not recorded.
 *
 * <p>A call can have several, one after the other. Two can pause one, the script and whoever
 * commands, and it goes on when neither wants it paused.
 */
final class CallRecording {

    private static final Logger LOG = LoggerFactory.getLogger(CallRecording.class);

    private final Call call;
    private final Exchange exchange;
    private @Nullable Recording recording;
    private @Nullable PartyLeg left;
    private @Nullable PartyLeg right;
    private int begun;
    private boolean declined;
    private boolean forbidden; // by the queue that the call is or was in: only a script may
    private boolean scripted; // the one that runs
    private boolean paused;
    private boolean masked;

    CallRecording(Call call, Exchange exchange) {
        this.call = call;
        this.exchange = exchange;
    }

    // ---- who begins and ends it ----

    /** A script wants it. */
    void byScript(RecordingChange change) {
        declined = change == RecordingChange.STOP || (declined && change != RecordingChange.START);
        var answer = change(change);
        scripted |= change == RecordingChange.START && isRunning();
        if (answer == RecordingAnswer.NO_ROOM) {
            LOG.warn("call {} is not recorded, though its script wants it", call.id());
        }
    }

    /** Somebody commands it, of a call that may not be there. */
    static RecordingAnswer command(@Nullable Call to, RecordingChange change) {
        return to == null ? RecordingAnswer.NO_CALL : to.legs().recording().byCommand(change);
    }

    private RecordingAnswer byCommand(RecordingChange change) {
        boolean mayNot = declined || forbidden;
        return change == RecordingChange.START && mayNot
                ? RecordingAnswer.NOT_ALLOWED
                : change(change);
    }

    /** What follows may not be recorded, or again all of it. */
    void mask(boolean on) {
        masked = on;
        tellPause();
    }

    /** The call waits in a queue, whose rule holds from now on. */
    void joins(String queue) {
        forbidden = !exchange.recordings().rule(queue).onDemand();
        stopWhatMayNotBe();
    }

    private void stopWhatMayNotBe() {
        if (!mayBe(scripted)) {
            stop();
        }
    }

    private boolean mayBe(boolean begunByScript) {
        return !declined && (!forbidden || begunByScript);
    }

    /** Somebody has answered: an agent, if the call has waited in a queue for him. */
    void answered(boolean fromQueue) {
        var queue = call.log().queue();
        if (!fromQueue || queue == null) {
            return;
        }
        var rule = exchange.recordings().rule(queue);
        forbidden = !rule.onDemand();
        if (!declined && !isRunning() && rule.takes(call.id().value())) {
            if (start() == RecordingAnswer.NO_ROOM) {
                LOG.warn("call {} is not recorded, though queue {} wants it", call.id(), queue);
            }
        }
    }

    private RecordingAnswer change(RecordingChange change) {
        return switch (change) {
            case START -> isRunning() ? state() : start();
            case PAUSE -> pause(true);
            case RESUME -> pause(false);
            case STOP -> stop();
        };
    }

    private RecordingAnswer start() {
        long now = exchange.now();
        var id = call.id().value() + "-r" + (begun + 1);
        var started = exchange.recordings().recorder().begin(id, call.id(), now);
        if (started == null) {
            return RecordingAnswer.NO_ROOM;
        }
        begun++;
        recording = started;
        scripted = false;
        paused = false;
        tellPause();
        legsChanged();
        return state();
    }

    private RecordingAnswer pause(boolean on) {
        if (!isRunning()) {
            return RecordingAnswer.NOT_RECORDED;
        }
        paused = on;
        tellPause();
        return state();
    }

    private void tellPause() {
        var running = recording;
        if (running == null) {
            return;
        }
        if (paused || masked) {
            running.pause(exchange.now());
        } else {
            running.resume(exchange.now());
        }
    }

    private RecordingAnswer stop() {
        var running = recording;
        if (running == null) {
            return RecordingAnswer.NOT_RECORDED;
        }
        running.stop(exchange.now());
        recording = null;
        scripted = false;
        legsChanged();
        return RecordingAnswer.STOPPED;
    }

    boolean isRunning() {
        var running = recording;
        return running != null && running.isRunning();
    }

    RecordingAnswer state() {
        if (!isRunning()) {
            return RecordingAnswer.STOPPED;
        }
        return paused || masked ? RecordingAnswer.PAUSED : RecordingAnswer.RUNNING;
    }

    /** The call ends. */
    void callEnds() {
        if (recording != null) {
            stop();
        }
    }

    // ---- who is heard in it ----

    /** Two talk now: whatever a script wanted hidden is over. */
    void talks() {
        if (masked) {
            mask(false);
        }
        legsChanged();
    }

    /** Somebody has come, gone or is talked to apart. */
    void legsChanged() {
        if (recording == null && left == null && right == null) {
            return; // As most calls, which are not recorded.
        }
        var running = recording;
        var served = call.legs().served();
        var talks = partner(served);
        // First who is heard no more: whoever changes sides is in both.
        untap(left, served, talks);
        untap(right, served, talks);
        left = running == null ? null : served;
        right = running == null ? null : talks;
        if (running != null) {
            served.media().tap(running.tap(Side.CALLER));
            if (talks != null) {
                talks.media().tap(running.tap(Side.OTHER));
            }
        }
    }

    private void untap(@Nullable PartyLeg before, PartyLeg served, @Nullable PartyLeg talks) {
        boolean stays = recording != null && (before == served || before == talks);
        if (before != null && !stays && before.call() == call) {
            before.media().tap(null);
        }
    }

    /** Who talks with this one, and with nobody else meanwhile. */
    private @Nullable PartyLeg partner(PartyLeg served) {
        var talk = call.legs().conversation();
        return talk == null || !talk.has(served) || call.isDetoured() ? null : talk.with(served);
    }

    /** The leg goes to another call: whoever records that one hears it. */
    void leaves(PartyLeg leg) {
        if (leg == left || leg == right) {
            leg.media().tap(null);
            left = leg == left ? null : left;
            right = leg == right ? null : right;
        }
    }

    /**
     * This call's parties are about to come into another one: what may not be recorded here may not
     * be there, and what is paused here is paused there.
     */
    void binds(CallRecording other) {
        other.declined |= declined;
        other.forbidden |= forbidden;
        other.stopWhatMayNotBe();
        if (isRunning() && other.isRunning()) {
            other.paused |= paused;
            other.masked |= masked;
            other.tellPause();
        }
    }

    /**
     * Another call goes on in place of this one, and if it is not recorded itself, so does this,
     * unless it may not.
     */
    void goesOnIn(CallRecording other) {
        var running = recording;
        if (running == null || other.isRunning() || !other.mayBe(scripted)) {
            return;
        }
        recording = null;
        legsChanged();
        other.stop(); // One that has failed.
        running.movesTo(other.call.id(), exchange.now());
        other.recording = running;
        other.scripted = scripted;
        other.paused = paused;
        other.masked |= masked;
        other.legsChanged();
    }
}
