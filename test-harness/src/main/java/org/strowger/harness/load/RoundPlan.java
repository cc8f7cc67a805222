package org.strowger.harness.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.load.caller.Manner;

/**
 * One round, with everything that was not said filled in.
 *
 * @param number 1 for the first round of a profile
 * @param calls to offer
 * @param agents who are registered, 0 when the profile needs none
 * @param atOnce most calls at a time
 * @param warmUp calls before those that are measured
 * @param seed of this round
 * @param folder for its files
 */
public record RoundPlan(
        LoadSettings settings,
        Profile profile,
        int number,
        double rate,
        int calls,
        TalkTime talk,
        int agents,
        int atOnce,
        int warmUp,
        long seed,
        Path folder) {

    /** What a call of a queue takes beside talking: ringing, wrap-up, the next offer. */
    private static final double BESIDE_TALK_S = 1.0;

    /** More agents than the mean load needs, so that few callers wait. */
    private static final double SPARE_AGENTS = 1.2;

    private static final int FEW_AGENTS = 10;

    /** The first calls of a JVM cost several times what later ones do. */
    private static final int WARM_UP = 2_000;

    /** Nothing that is compiled later shall be counted as the limit. */
    private static final int LONG_WARM_UP = 30_000;

    private static final Duration LONG_RAMP = Duration.ofSeconds(20);

    private static final double WARM_UP_RATE = 600;

    private static final double MICROS = 1e6;

    static RoundPlan of(LoadSettings settings, Profile profile, int number) {
        double rate = settings.rate() == null ? profile.rate() : settings.rate();
        var talk = talk(settings, profile);
        int calls = calls(settings, profile, rate);
        int agents = profile.needsAgents() ? agents(settings, rate, talk) : 0;
        return new RoundPlan(
                settings,
                profile,
                number,
                rate,
                calls,
                talk,
                agents,
                settings.callers() == null ? calls : Math.min(calls, settings.callers()),
                warmUp(settings, calls),
                settings.seed() + number,
                settings.out().resolve("round-%d-%s".formatted(number, profile.text())));
    }

    /** Phones that register and take no calls: one for each registration. */
    int phones() {
        int place =
                profile.shares().stream()
                        .map(Profile.Share::profile)
                        .toList()
                        .indexOf(Profile.REGISTER);
        return place < 0 ? 0 : profile.divide(calls).get(place) + profile.divide(warmUp).get(place);
    }

    /** How long the rate is on. */
    Duration offering() {
        return Duration.ofMillis((long) (calls / rate * 1_000)).plus(settings.ramp());
    }

    /** Calls that live at a time, by Little's law, with room. */
    int likelyAtOnce() {
        double likely = rate * (talk.mean() / MICROS + BESIDE_TALK_S + 1) * SPARE_AGENTS;
        return (int) Math.min(atOnce, Math.ceil(likely));
    }

    /** Rate of the warm-up. */
    double warmUpRate() {
        return settings.findLimit() ? WARM_UP_RATE : rate;
    }

    /** How long the warm-up takes to its rate: a JVM that has just started is easily flooded. */
    Duration warmUpRamp() {
        return settings.findLimit() ? LONG_RAMP : settings.ramp();
    }

    /** Within which the last call must be over; later, the round has failed. */
    Duration limit() {
        double talking = calls * (talk.mean() / MICROS + BESIDE_TALK_S);
        double queueing = agents == 0 ? 0 : talking / agents;
        double atOnceBound = talking / atOnce;
        long seconds = (long) (Math.max(queueing, atOnceBound) * 2 + longestTalk());
        return offering().multipliedBy(2).plusSeconds(seconds).plusSeconds(60);
    }

    /** As it stands in the result. */
    Map<String, String> described() {
        var all = new TreeMap<String, String>();
        all.put("rate", plain(rate));
        all.put("calls", String.valueOf(calls));
        all.put("talk", talk.text());
        all.put("agents", String.valueOf(agents));
        all.put("callers", String.valueOf(atOnce));
        all.put("ramp", settings.ramp().toSeconds() + "s");
        all.put("rtp", String.valueOf(settings.rtp()));
        all.put("warm-up", String.valueOf(warmUp));
        all.put("seed", String.valueOf(seed));
        all.put("find-limit", String.valueOf(settings.findLimit()));
        all.put("heap", settings.heap());
        if (!settings.jvmOptions().isEmpty()) {
            all.put("jvm-option", String.join(" ", settings.jvmOptions()));
        }
        if (settings.t1Millis() != null) {
            all.put("t1", settings.t1Millis() + "ms");
        }
        all.put("target", Objects.toString(settings.target(), "own"));
        return all;
    }

    /** The search is for sessions set up: callers who hang up keep none, and a step ends soon. */
    private static TalkTime talk(LoadSettings settings, Profile profile) {
        if (settings.talk() != null) {
            return settings.talk();
        }
        boolean briefly = settings.findLimit() && profile.manner() == Manner.HANGS_UP;
        return briefly ? TalkTime.parse("0ms") : profile.talk();
    }

    private double longestTalk() {
        return talk.shape() == TalkTime.Shape.EXPONENTIAL
                ? 10 * talk.micros() / MICROS
                : talk.moreMicros() / MICROS;
    }

    private static int calls(LoadSettings settings, Profile profile, double rate) {
        if (settings.calls() != null) {
            return settings.calls();
        }
        if (settings.duration() != null) {
            return (int) Math.max(1, rate * settings.duration().toMillis() / 1_000);
        }
        return settings.rate() == null ? profile.calls() : (int) Math.max(1, rate * 20);
    }

    private static int agents(LoadSettings settings, double rate, TalkTime talk) {
        if (settings.agents() != null) {
            return settings.agents();
        }
        double busy = rate * (talk.mean() / MICROS + BESIDE_TALK_S);
        return FEW_AGENTS + (int) Math.ceil(busy * SPARE_AGENTS);
    }

    private static int warmUp(LoadSettings settings, int calls) {
        if (settings.warmUp() != null) {
            return settings.warmUp();
        }
        int most = settings.findLimit() ? LONG_WARM_UP : Math.min(calls, WARM_UP);
        return settings.target() != null ? 0 : most;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
