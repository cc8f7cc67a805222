package org.strowger.harness.load;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.strowger.harness.load.caller.CallerPlan;
import org.strowger.harness.load.caller.CallerRows;
import org.strowger.harness.load.caller.Manner;
import org.strowger.harness.process.Ports;

/** Who calls in a round: a plan for each share of its profile. */
final class CallerPlans {

    /** Callers' numbers: a block for each round, in it one for each share. */
    private static final long FIRST_CALLER = 2_000_000_000L;

    private static final long BLOCK = 10_000_000L;
    private static final long WARM_UP = 5_000_000L;

    private final RoundPlan plan;
    private final Target target;
    private static final String WARM_UP_NAME = "warm-up-";

    private final List<InetSocketAddress> sound;
    private final List<String> prefix;

    /**
     * For a round.
     *
     * @param sound ports for the callers' sound; empty when none is sent
     * @param prefix before SIPp's command
     */
    CallerPlans(RoundPlan plan, Target target, List<InetSocketAddress> sound, List<String> prefix) {
        this.plan = plan;
        this.target = target;
        this.sound = List.copyOf(sound);
        this.prefix = List.copyOf(prefix);
    }

    /** The calls that are measured. */
    List<CallerPlan> measured() {
        return plans("", plan.calls(), plan.rate(), 0);
    }

    /** Those before. */
    List<CallerPlan> warmUp() {
        return plans(WARM_UP_NAME, plan.warmUp(), plan.warmUpRate(), WARM_UP);
    }

    /** Calls of a step of the search for the limit. */
    List<CallerPlan> step(int number, double rate, int calls) {
        return plans("step-%02d-".formatted(number), calls, rate, number * 100_000L + 1_000_000);
    }

    private List<CallerPlan> plans(String name, int calls, double rate, long offset) {
        var plans = new ArrayList<CallerPlan>();
        var shares = plan.profile().shares();
        var parts = plan.profile().divide(calls);
        for (int i = 0; i < shares.size(); i++) {
            var share = shares.get(i);
            int part = parts.get(i);
            if (part > 0) {
                long first = FIRST_CALLER + (plan.number() * 10L + i) * BLOCK + offset;
                plans.add(plan(name, share.profile(), part, rate * share.part(), first));
            }
        }
        return plans;
    }

    private CallerPlan plan(String name, Profile profile, int calls, double rate, long first) {
        boolean registers = profile.manner() == Manner.REGISTERS;
        var talk = profile == Profile.ANSWER ? profile.talk() : plan.talk();
        var rows =
                registers
                        ? CallerRows.phones(phones(calls, name.isEmpty()), talk, plan.seed())
                        : CallerRows.callers(first, calls, talk, plan.seed() + first, sound);
        return new CallerPlan(
                profile.manner(),
                folder(name + profile.text()),
                target.sip(),
                Ports.free(),
                Ports.media(),
                profile.number(),
                rows,
                !sound.isEmpty(),
                atOnce(calls),
                rate,
                name.equals(WARM_UP_NAME) ? plan.warmUpRamp() : plan.settings().ramp(),
                plan.limit(),
                prefix);
    }

    /** Its part of the callers at a time; a step of the search knows no bound. */
    private int atOnce(int calls) {
        boolean bound = plan.settings().callers() != null;
        return bound ? (int) Math.max(1, (long) plan.atOnce() * calls / plan.calls()) : calls;
    }

    /** Phones of the configuration: those of the warm-up are the first, the measured the last. */
    private Map<String, String> phones(int calls, boolean measured) {
        var phones = new LinkedHashMap<String, String>();
        int first = target.firstPhone();
        if (measured) {
            first += plan.phones() - calls;
        }
        for (int phone = first; phone < first + calls; phone++) {
            phones.put(String.valueOf(phone), "demo-" + phone);
        }
        return phones;
    }

    private Path folder(String name) {
        return plan.folder().resolve(name);
    }
}
