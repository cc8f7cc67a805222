package org.strowger.call;

import java.util.ArrayList;
import java.util.List;
import org.strowger.acd.WaitEstimate;
import org.strowger.ivr.WaitWords;
import org.strowger.media.Playing;

/**
 * What one caller in a queue is told. The place is told only while it is no worse than the one told
 * last: who was overtaken hears the time alone.
 *
 * <p>The music goes on between. While an agent is rung nothing begins; what is being said then ends
 * with the answer, as the bridge takes the place of whatever is played.
 */
final class Announcements {

    /** Whether a caller has come forward is looked at so often. */
    private static final long LOOK_MICROS = 5_000_000;

    /** Between the end of one and the next that is not due yet. */
    private static final long REST_MICROS = 10_000_000;

    private final Call call;
    private final Exchange exchange;
    private final OneTimer timer;
    private Announcing rules = Announcing.NONE;
    private long dueMicros;
    private long saidMicros;
    private int told;

    /** Below 0, so that no play of a script has the same number. */
    private int play;

    private boolean plays;

    Announcements(Call call, Exchange exchange) {
        this.call = call;
        this.exchange = exchange;
        this.timer = new OneTimer(exchange);
    }

    /** The call has joined a queue. */
    void begin(Announcing announcing) {
        stop();
        rules = announcing;
        told = 0;
        plays = false;
        dueMicros = exchange.now() + rules.firstMicros();
        saidMicros = exchange.now();
        if (call.legs().served().answersLater()) {
            rules = Announcing.NONE; // Nobody is there to hear it.
        }
        if (!rules.isNone()) {
            next();
        }
    }

    /** It is there no more. */
    void stop() {
        timer.stop();
        rules = Announcing.NONE;
    }

    /** What is being said ends, and the music goes on. */
    void hush() {
        if (plays) {
            plays = false;
            call.callerMedia().music();
        }
    }

    private void next() {
        boolean onlyOnce = dueMicros == Long.MAX_VALUE;
        if (onlyOnce && !rules.onProgress()) {
            return;
        }
        long left = Math.max(0, dueMicros - exchange.now());
        long wait = rules.onProgress() ? Math.min(left, LOOK_MICROS) : left;
        timer.start(wait, () -> call.guarded(this::look));
    }

    private void look() {
        if (call.isWaiting() && !plays) {
            call.queue().askPlace();
        } else {
            timer.start(LOOK_MICROS, () -> call.guarded(this::look));
        }
    }

    /** The distributor has said how it stands. */
    void stands(WaitEstimate estimate) {
        if (rules.isNone() || plays || !call.isWaiting()) {
            if (!rules.isNone() && !timer.runs()) {
                next();
            }
            return;
        }
        long now = exchange.now();
        boolean due = now >= dueMicros;
        boolean forward = rules.onProgress() && estimate.place() > 0 && estimate.place() < told;
        if (due || (forward && now - saidMicros >= REST_MICROS)) {
            say(estimate);
        }
        if (due) {
            dueMicros = rules.everyMicros() == 0 ? Long.MAX_VALUE : now + rules.everyMicros();
        }
        next();
    }

    private void say(WaitEstimate estimate) {
        var language = call.log().language();
        var prompts = new ArrayList<String>();
        int place = estimate.place();
        boolean better = place > 0 && (told == 0 || place <= told);
        if (rules.place() && better && place <= WaitWords.LAST_PLACE) {
            prompts.addAll(WaitWords.place(place, language));
            told = place;
        }
        if (rules.time() && estimate.isKnown()) {
            prompts.addAll(WaitWords.wait(estimate.likelyMicros(), language));
        }
        if (rules.offers() && call.script().leavesBy(rules.offerKey())) {
            prompts.addAll(WaitWords.offer(rules.offerKey(), language));
        }
        saidMicros = exchange.now();
        if (!prompts.isEmpty()) {
            plays = true;
            call.callerMedia().play(--play, List.copyOf(prompts), Playing.ONCE);
        }
    }

    /**
     * Prompts were heard to their end.
     *
     * @return false when they were not of this announcement
     */
    boolean played(int which) {
        if (which >= 0) {
            return false;
        }
        if (which == play && plays) {
            plays = false;
            saidMicros = exchange.now();
            if (call.queue().isTaken()) {
                call.callerMedia().music();
            }
        }
        return true;
    }
}
