package org.strowger.harness.farm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.TalkTime;

/**
 * How calls are answered.
 *
 * @param behaviour what share does what
 * @param alertAfter from the INVITE to the 180; above 0 a 100 is sent at once
 * @param answerAfter from the INVITE to the 200
 * @param slowAfter the same for those who are slow
 * @param talk from the ACK to the BYE; null: waits for the other side's BYE
 * @param away how long a vanished agent, or one who let a call ring out, is gone
 */
public record AnswerPlan(
        Behaviour behaviour,
        TalkTime alertAfter,
        TalkTime answerAfter,
        TalkTime slowAfter,
        @Nullable TalkTime talk,
        Duration away) {

    /** Everybody rings, answers after 100 ms and waits for the other side's BYE. */
    public static final AnswerPlan NORMAL =
            new AnswerPlan(
                    Behaviour.NORMAL,
                    TalkTime.parse("0ms"),
                    TalkTime.parse("100ms"),
                    TalkTime.parse("uniform:3s-10s"),
                    null,
                    Duration.ofSeconds(5));

    /** The same with other shares. */
    public AnswerPlan behaving(Behaviour other) {
        return new AnswerPlan(other, alertAfter, answerAfter, slowAfter, talk, away);
    }

    /** The same with another time from the INVITE to the 180. */
    public AnswerPlan alertingAfter(TalkTime other) {
        return new AnswerPlan(behaviour, other, answerAfter, slowAfter, talk, away);
    }

    /** The same with another time from the INVITE to the 200. */
    public AnswerPlan answeringAfter(TalkTime other) {
        return new AnswerPlan(behaviour, alertAfter, other, slowAfter, talk, away);
    }

    /** The same with another time from the INVITE to the 200 for the slow. */
    public AnswerPlan slowAfter(TalkTime other) {
        return new AnswerPlan(behaviour, alertAfter, answerAfter, other, talk, away);
    }

    /** The same, but hangs up after that time. */
    public AnswerPlan talking(TalkTime other) {
        return new AnswerPlan(behaviour, alertAfter, answerAfter, slowAfter, other, away);
    }

    /** The same with another time away. */
    public AnswerPlan away(Duration other) {
        return new AnswerPlan(behaviour, alertAfter, answerAfter, slowAfter, talk, other);
    }
}
