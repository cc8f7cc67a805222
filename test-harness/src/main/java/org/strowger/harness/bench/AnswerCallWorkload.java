package org.strowger.harness.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.strowger.harness.process.ProjectFolder;
import org.strowger.server.conf.ConfReader;
import org.strowger.server.conf.SwitchConf;

/**
 * A whole call to 4001: INVITE, 100, 200, ACK, BYE, 200, and its record, 20 of them a second. So
 * the transactions of some 640 calls live on in the tables, as RFC 3261 wants it.
 */
@State(Scope.Thread)
public class AnswerCallWorkload {

    private static final long APART = 50_000;

    /** After so many calls, transactions go as fast as they come. */
    private static final int UNTIL_STEADY = 700;

    private final OneThreadSwitch strowger = new OneThreadSwitch(conf());
    private long calls;

    private static SwitchConf conf() {
        return ConfReader.read(ProjectFolder.find().resolve("conf"));
    }

    /** Fills the tables. */
    @Setup
    public void settle() {
        for (int i = 0; i < UNTIL_STEADY; i++) {
            call();
        }
    }

    /** One call. */
    @Benchmark
    public long call() {
        long number = ++calls;
        long before = strowger.spooled();
        var tag = CallerTexts.toTag(demandOk(strowger.receive(CallerTexts.invite(number))));
        strowger.receive(CallerTexts.ack(number, tag));
        demandOk(strowger.receive(CallerTexts.bye(number, tag)));
        strowger.passes(APART);
        if (strowger.liveCalls() != 0 || strowger.spooled() == before) {
            throw new IllegalStateException("call " + number + " is not over, or has no record");
        }
        return strowger.spooled();
    }

    private static String demandOk(String answer) {
        if (!answer.startsWith("SIP/2.0 200 ")) {
            throw new IllegalStateException("the switch says " + answer);
        }
        return answer;
    }
}
