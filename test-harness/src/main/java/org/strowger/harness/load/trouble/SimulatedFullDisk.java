package org.strowger.harness.load.trouble;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.strowger.harness.city.FullDiskDay;
import org.strowger.harness.city.FullDiskDay.Heard;
import org.strowger.harness.city.FullDiskDay.Phase;
import org.strowger.harness.city.FullDiskDay.Report;
import org.strowger.harness.city.Twins;
import org.strowger.harness.process.ProjectFolder;

/** A full disk where none can be mounted: the simulated one, in a day of the simulated city. */
final class SimulatedFullDisk {

    private static final long SEED = 1;
    private static final int CALLS = 400;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int CANCELLED = 487;

    /** What becomes of a call there is up to the carrier too. */
    private static final String TRUNK = "4003";

    private static final Pattern CALLER = Pattern.compile("\\b555\\d+");

    private final Twins twins;

    SimulatedFullDisk(Twins twins) {
        this.twins = twins;
    }

    /**
     * Lives through the day, and compares it with the promise.
     *
     * @param reason why it is not a real disk
     */
    void run(Scene scene, String reason) {
        int calls = scene.calls(CALLS);
        scene.setting("disk", "simulated");
        scene.found(
                "on the simulated disk",
                true,
                "a day of the simulated city, seed %d, %d calls, as nothing can be mounted: %s"
                        .formatted(SEED, calls, reason));
        var scripts = ProjectFolder.find().resolve("ivr-scripts");
        var report = FullDiskDay.live(SEED, calls, scripts, twins);
        scene.heard(report.callers().stream().map(SimulatedFullDisk::attempt).toList());
        scene.share(served(report, Phase.SPACE), 1);
        said(scene, report, Phase.LOW, "alarm, calls go on");
        scene.share(served(report, Phase.LOW), 1);
        said(scene, report, Phase.FULL, "refuses");
        refused(scene, report);
        said(scene, report, Phase.RELIEVED, "goes on by itself, the alarm ends");
        scene.share(served(report, Phase.RELIEVED), 1);
        whole(scene, report);
    }

    private static void said(Scene scene, Report report, Phase phase, String name) {
        var said = report.said().get(phase);
        scene.found(
                name,
                said != null && said.kept(),
                said == null
                        ? "never said"
                        : "after %d ms, and then %s"
                                .formatted(
                                        said.after().toMillis(),
                                        said.kept() ? "all the time" : "no more"));
    }

    private static void refused(Scene scene, Report report) {
        var callers = in(report, Phase.FULL);
        var others =
                callers.stream()
                        .filter(a -> a.status() != SERVICE_UNAVAILABLE || !a.retryAfter())
                        .map(Heard::caller)
                        .toList();
        scene.found(
                "503 with Retry-After",
                "%d callers, %d of them not so".formatted(callers.size(), others.size()),
                others);
        scene.found("somebody was refused", !callers.isEmpty(), callers.size() + " callers");
    }

    /** Records and what is left are compared by the city itself, which stops at what is wrong. */
    private static void whole(Scene scene, Report report) {
        var violation = report.violation();
        scene.found(
                "a record of each call, nothing left",
                report.result()
                        .map(day ->
                                "%d callers, %d records, those of agents among them; nothing left"
                                        .formatted(day.callers(), day.records()))
                        .orElse(violation),
                violation.isEmpty() ? List.of() : blamed(violation));
    }

    private static List<String> blamed(String violation) {
        var callers = CALLER.matcher(violation).results().map(MatchResult::group).distinct();
        var named = callers.toList();
        return named.isEmpty() ? List.of("see the detail") : named;
    }

    /** Callers who had to be served, and waited for it. */
    private static List<Attempt> served(Report report, Phase phase) {
        return in(report, phase).stream()
                .filter(a -> !a.dialled().equals(TRUNK) && a.status() != CANCELLED)
                .map(SimulatedFullDisk::attempt)
                .toList();
    }

    private static List<Heard> in(Report report, Phase phase) {
        return report.callers().stream().filter(a -> a.phase() == phase && a.noticed()).toList();
    }

    private static Attempt attempt(Heard heard) {
        return new Attempt(
                heard.caller(),
                heard.startMicros() / 1_000,
                heard.answeredMicros() / 1_000,
                heard.endMicros() / 1_000,
                heard.status(),
                heard.retryAfter(),
                heard.status() != 0);
    }
}
