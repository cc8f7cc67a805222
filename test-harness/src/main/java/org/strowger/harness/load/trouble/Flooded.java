package org.strowger.harness.load.trouble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.flood.Barrage;
import org.strowger.harness.flood.Barrages;
import org.strowger.harness.flood.Flood;
import org.strowger.harness.flood.FloodResult;
import org.strowger.harness.process.ConfFolder;

/**
 * Floods of packets: garbage, broken requests, and more INVITEs than the switch takes calls. The
 * guard is off: it would ban who floods, and there would be nothing to see.
 */
final class Flooded implements Trouble {

    private static final InetAddress STRANGER = InetAddress.ofLiteral("127.0.0.9");
    private static final double LEAST = 0.95;

    /**
     * The limit: broken requests that are good enough to be calls hold some 60 at a time, and the
     * valid callers as many; the flood of INVITEs would hold ten times as many as both.
     */
    private static final int CALLS = 200;

    private static final int PER_SECOND = 2_000;
    private static final int INVITES_PER_SECOND = 200;
    private static final long FIRST = 5_670_001;
    private static final long BESIDE = 5_675_001;
    private static final long MOST_GROWTH = 32L << 20;
    private static final Duration TIME = Duration.ofSeconds(6);

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String promise() {
        return "2,000 packets of garbage and broken SIP a second, and then 200 INVITEs a second that"
                + " nobody acknowledges: 95 % of the valid calls beside the garbage get through,"
                + " beyond the limit of calls there is 503 with Retry-After, the heap stays, and"
                + " afterwards the switch is at rest.";
    }

    @Override
    public void run(Scene scene) {
        var conf = ConfFolder.create().t1Millis(Scene.T1_MILLIS).calls(CALLS).unguarded();
        var strowger = scene.start(conf);
        long heap = strowger.heapAfterGc();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var noise = flood(threads, Barrages.garbage(strowger.sip(), 1), PER_SECOND / 2);
            var broken = flood(threads, Barrages.fuzzed(strowger.sip(), 2), PER_SECOND / 2);
            var attempts = valid(scene, FIRST);
            scene.heard(attempts);
            scene.share(attempts, LEAST);
            told(scene, "garbage", noise.join());
            told(scene, "broken requests", broken.join());
            var invites = flood(threads, invites(scene), INVITES_PER_SECOND);
            var beside = valid(scene, BESIDE);
            scene.heard(beside);
            told(scene, "INVITEs", invites.join());
            refused(scene, beside, invites.join());
        }
        scene.conserve(true, null, Set.of(), record -> record.caller().startsWith("567"));
        long after = strowger.heapAfterGc();
        scene.found(
                "the heap stays",
                after - heap < MOST_GROWTH,
                "%d octets live, then %d".formatted(heap, after));
        var words = strowger.log().lines().filter(line -> line.contains("OutOfMemory")).toList();
        scene.found("no want of memory", "in its log", words);
    }

    /** Whoever is not taken is told when to come again (RFC 3261, section 21.5.4). */
    private static void refused(Scene scene, List<Attempt> beside, FloodResult invites) {
        long busy = invites.answers().getOrDefault(503, 0L);
        scene.found("beyond the limit there is 503", busy > 0, busy + " times in the flood");
        long good = beside.stream().filter(Attempt::isEstablished).count();
        scene.found(
                "taken, or 503 with Retry-After",
                "%d of %d valid callers beside it were taken".formatted(good, beside.size()),
                beside.stream()
                        .filter(a -> !a.isEstablished())
                        .filter(a -> a.status() != 503 || !a.retryAfter())
                        .map(Attempt::number)
                        .toList());
    }

    private static Barrage invites(Scene scene) {
        return Barrages.invites(scene.sip(), "4001", 3);
    }

    private static CompletableFuture<FloodResult> flood(
            Executor threads, Barrage barrage, int perSecond) {
        return CompletableFuture.supplyAsync(() -> flood(barrage, perSecond), threads);
    }

    private static FloodResult flood(Barrage barrage, int perSecond) {
        try {
            return Flood.run(barrage, STRANGER, perSecond, TIME);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a flood", e);
        }
    }

    private static List<Attempt> valid(Scene scene, long firstCaller) {
        var plan =
                new Crowd.Plan(
                        "4001",
                        scene.calls(60),
                        10,
                        firstCaller,
                        TalkTime.parse("10s"),
                        TalkTime.parse("uniform:0ms-1s"),
                        1);
        try (var crowd = Crowd.call(scene.sip(), plan)) {
            return crowd.await(Duration.ofMinutes(1));
        }
    }

    private static void told(Scene scene, String kind, FloodResult result) {
        scene.found("flood of " + kind, result.sent() > 0, result.toString());
    }
}
