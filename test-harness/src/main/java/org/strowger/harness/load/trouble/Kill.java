package org.strowger.harness.load.trouble;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.load.conservation.Recorded;
import org.strowger.harness.process.ConfFolder;

/** The switch is killed under load, and started again on the same data. */
final class Kill implements Trouble {

    /** 100 ms are promised, and one fsync, which on a busy machine takes its time. */
    private static final long PROMISE_MILLIS = 500;

    private static final Duration BACK = Duration.ofMinutes(1);
    private static final Duration BUSY = Duration.ofMinutes(1);
    private static final long FIRST = 5_620_001;
    private static final long AFTER = 5_629_001;
    private static final int PER_SECOND = 20;

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String promise() {
        return "kill -9 under load and a start on the same data: every call that began half a second"
                + " before has one record, those that were open as switch-failed, and within a"
                + " minute new calls go well.";
    }

    @Override
    public void run(Scene scene) {
        var conf = ConfFolder.create().t1Millis(Scene.T1_MILLIS);
        var strowger = scene.start(conf);
        List<Attempt> attempts;
        long killed;
        int calls = scene.calls(160);
        var stay = TalkTime.parse("uniform:200ms-6s");
        var plan = new Crowd.Plan("4004", calls, PER_SECOND, FIRST, TalkTime.parse("5s"), stay, 1);
        try (var crowd = Crowd.call(strowger.sip(), plan)) {
            strowger.await(() -> isBusy(crowd, calls), BUSY, () -> "calls that are over and open");
            LockSupport.parkNanos(Duration.ofMillis(PROMISE_MILLIS).toNanos());
            crowd.fallSilent(); // Else an INVITE that comes again would be a second call.
            strowger.kill9();
            killed = System.currentTimeMillis();
            attempts = crowd.await(Duration.ofSeconds(90));
        }
        long start = System.currentTimeMillis();
        scene.start(conf);
        var plan2 = new Crowd.Plan("4001", 5, 5, AFTER, TalkTime.parse("10s"), stay, 2);
        try (var crowd = Crowd.call(scene.sip(), plan2)) {
            var later = crowd.await(Duration.ofMinutes(1));
            scene.heard(later);
            scene.share(later, 1);
            long took = later.stream().mapToLong(Attempt::answeredMillis).min().orElse(0) - start;
            scene.found(
                    "takes calls again",
                    took >= 0 && took < BACK.toMillis(),
                    "%d ms after its start, at most %d".formatted(took, BACK.toMillis()));
        }
        judge(scene, attempts, killed);
        scene.conserve(false, null, Set.of(), record -> isAfter(record.caller()));
    }

    /** Some are over, and some will stay for a while. */
    private static boolean isBusy(Crowd crowd, int calls) {
        return crowd.over() > calls / 8 && crowd.answered() - crowd.over() > calls / 4;
    }

    private static boolean isAfter(String caller) {
        return caller.compareTo(String.valueOf(AFTER)) >= 0;
    }

    private static void judge(Scene scene, List<Attempt> attempts, long killed) {
        var records = new HashMap<String, Recorded>();
        var doubled = new HashSet<String>();
        for (var record : scene.records(record -> !isAfter(record.caller()))) {
            if (records.put(record.caller(), record) != null) {
                doubled.add(record.caller());
            }
        }
        var due =
                attempts.stream()
                        .filter(a -> a.isEstablished())
                        .filter(a -> a.answeredMillis() < killed - PROMISE_MILLIS)
                        .toList();
        var open = due.stream().filter(a -> a.endMillis() > killed).toList();
        scene.found(
                "calls begun before the kill have records",
                "%d calls, %d records".formatted(due.size(), records.size()),
                due.stream()
                        .map(Attempt::number)
                        .filter(number -> !records.containsKey(number))
                        .toList());
        scene.found(
                "no call has two", "%d records".formatted(records.size()), List.copyOf(doubled));
        scene.found(
                "open calls are switch-failed",
                "%d were open".formatted(open.size()),
                open.stream().filter(a -> isOpenStill(a, records)).map(Attempt::number).toList());
        scene.found(
                "the kill met calls",
                !open.isEmpty() && open.size() < due.size(),
                "%d over before, %d open".formatted(due.size() - open.size(), open.size()));
    }

    private static boolean isOpenStill(Attempt attempt, Map<String, Recorded> records) {
        var record = records.get(attempt.number());
        return record != null && !record.outcome().equals("switch-failed");
    }
}
