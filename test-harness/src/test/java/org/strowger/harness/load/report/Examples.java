package org.strowger.harness.load.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.result.Cost;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Limit;
import org.strowger.harness.load.result.Machine;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Percentiles;
import org.strowger.harness.load.result.Queueing;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.load.result.Round;
import org.strowger.harness.load.result.Sample;
import org.strowger.harness.load.result.Sessions;
import org.strowger.harness.load.result.Sound;

/** Results as a run would leave them, from a seed. */
final class Examples {

    static final Machine MACHINE =
            new Machine("x86-64", 2, 8L << 30, "Linux 6.1", "25.0.1", "0.1.0", "3.6.1");

    private Examples() {}

    static Result result(Round... rounds) {
        return new Result(1, "tools/strowger load --profile queue", MACHINE, "", List.of(rounds));
    }

    /** With everything in it, and two findings, one of which is violated. */
    static Round full(int number) {
        return new Round(
                "queue",
                number,
                "queue-" + number,
                "2026-01-02T03:04:05Z",
                62.5,
                Map.of("rate", "100", "calls", "2000", "talk", "exp:20s"),
                new Sessions(
                        2000, 1990, 1985, 15, Map.of("503", 10L, "timeout", 5L), 7, 99.8, 99.1),
                times(new Random(number)),
                cost(400 + number),
                sound(),
                new Queueing(1990, 1980, 10, 2050, 70, spread(2_000_000)),
                limit(),
                samples(number, 62),
                List.of(
                        Finding.of("records = callers", true, "2,000 = 2,000"),
                        new Finding(
                                "no caller waited while an eligible agent idled",
                                false,
                                "1 call waited 3.2 s",
                                List.of("5550007"))));
    }

    /** Nothing but calls: no cost, sound, queue, limit or samples. */
    static Round bare(String profile, int number) {
        return with(profile, number, null, Map.of());
    }

    static Round with(
            String profile, int number, @Nullable Cost cost, Map<String, Percentiles> times) {
        return new Round(
                profile,
                number,
                profile + "-" + number,
                "2026-01-02T03:04:05Z",
                10,
                Map.of(),
                new Sessions(100, 100, 100, 0, Map.of(), 0, 10, 10),
                times,
                cost,
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    static Cost cost(double microsPerCall) {
        return new Cost(
                1.2,
                3.4,
                microsPerCall,
                60 << 20,
                61 << 20,
                200 << 20,
                512 << 20,
                12,
                80_000,
                9_000,
                4_000);
    }

    static Percentiles spread(long p50) {
        return new Percentiles(1000, p50 * 1.2, p50, p50 * 2, p50 * 5, p50 * 9, p50 * 12);
    }

    private static Map<String, Percentiles> times(RandomGenerator random) {
        return Map.of(
                Names.INVITE_100, spread(300 + random.nextInt(50)),
                Names.INVITE_180, spread(1500 + random.nextInt(50)),
                Names.INVITE_200, spread(4500 + random.nextInt(500)),
                Names.SDD, spread(700));
    }

    private static Sound sound() {
        return new Sound(2000, 0, 100_000, 99_990, 10, spread(120), spread(900), spread(400));
    }

    private static Limit limit() {
        var steps = new ArrayList<Limit.Step>();
        for (int i = 1; i <= 8; i++) {
            double wanted = 250.0 * i;
            double offered = Math.min(wanted, 1800);
            steps.add(
                    new Limit.Step(
                            wanted,
                            offered,
                            Math.min(offered, 1600),
                            i > 6 ? 40 * i : 0,
                            i > 5 ? 9 * i : 0,
                            Math.min(1, 0.09 * i * 1.2),
                            0.11 * i,
                            1500L * i * i));
        }
        return new Limit(1500, 420, "switch", steps);
    }

    static List<Sample> samples(int seed, int seconds) {
        var random = new Random(seed);
        var samples = new ArrayList<Sample>();
        for (int i = 0; i < seconds; i++) {
            samples.add(sample(random, i));
        }
        return samples;
    }

    private static Sample sample(RandomGenerator random, int second) {
        var values = new HashMap<String, Double>();
        double ramp = Math.min(1, second / 10.0);
        values.put(Names.OFFERED, 100 * ramp + random.nextGaussian());
        values.put(Names.CARRIED, 98 * ramp + random.nextGaussian());
        values.put(Names.FAILED, random.nextInt(20) == 0 ? 2.0 : 0.0);
        values.put(Names.RETRANSMISSIONS, random.nextInt(10) == 0 ? 1.0 : 0.0);
        values.put(Names.LIVE, 400 * ramp);
        values.put(Names.SWITCH_CPU, 0.05 * ramp + 0.01 * random.nextDouble());
        values.put(Names.GENERATOR_CPU, 0.12 * ramp + 0.01 * random.nextDouble());
        values.put(Names.HEAP_USED, (80 + (second * 7) % 90) * 1048576.0);
        if (second > 5) {
            values.put(Names.HEAP_LIVE, 72 * 1048576.0);
        }
        values.put(Names.RSS, (300 + Math.min(second, 40)) * 1048576.0);
        values.put(Names.THREADS, 48.0);
        values.put(Names.FILES, 150 + 200 * ramp);
        values.put(Names.GC_PAUSE, second % 9 == 0 ? 4200.0 : 0.0);
        values.put(Names.WAITING, Math.max(0, 60 * ramp + 8 * random.nextGaussian()));
        values.put(Names.OFFERS, 101 * ramp);
        values.put(Names.AGENTS + ".ready", 20.0 + random.nextInt(5));
        values.put(Names.AGENTS + ".talking", 70 * ramp);
        values.put(Names.AGENTS + ".wrap-up", 8.0);
        if (second < 20 || second > 26) {
            values.put(Names.INVITE_200_P50, 4500 + 200 * random.nextDouble());
            values.put(Names.INVITE_200_P99, 22_000 + 4000 * random.nextDouble());
        }
        values.put(Names.RTP_JITTER, 110 + 30 * random.nextDouble());
        return new Sample(second, values);
    }
}
