package org.strowger.harness.load.trouble;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.strowger.harness.city.Twins;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.process.CannotMountException;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SmallDisk;
import org.strowger.harness.process.SwitchProcess;

/**
 * The disk of the data folder runs full, and later has space again. Where nothing can be mounted it
 * is the disk of a simulated switch.
 */
final class FullDisk implements Trouble {

    /** Makes a small disk. */
    interface Mount {
        /** As {@link SmallDisk#mount}. */
        SmallDisk over(Path folder, int mebibytes) throws CannotMountException;
    }

    private static final int MEBIBYTES = 1_400;
    private static final long MIB = 1 << 20;

    /** Below 1 GiB there is an alarm, below 256 MiB new calls are refused. */
    private static final long ALARMING = 600 * MIB;

    private static final long TOO_LITTLE = 100 * MIB;
    private static final Duration NOTICED = Duration.ofSeconds(5);
    private static final long FIRST = 5_660_001;

    private final Mount mount;
    private final Twins twins;

    /** One of a switch without defects. */
    FullDisk() {
        this(SmallDisk::mount, Twins.plain());
    }

    /**
     * @param twins defects of the simulated switch
     */
    FullDisk(Mount mount, Twins twins) {
        this.mount = mount;
        this.twins = twins;
    }

    @Override
    public String name() {
        return "full-disk";
    }

    @Override
    public String promise() {
        return "The disk runs full: first an alarm while calls go on, then new calls get 503 with"
                + " Retry-After; when there is space again they go on by themselves; every call"
                + " that was taken has its record.";
    }

    @Override
    public void run(Scene scene) {
        try (var disk = mount.over(scene.folder().resolve("data"), MEBIBYTES)) {
            run(scene, disk);
            scene.close(); // Before its disk goes.
        } catch (CannotMountException e) {
            new SimulatedFullDisk(twins).run(scene, String.valueOf(e.getMessage()));
        }
    }

    private static void run(Scene scene, SmallDisk disk) {
        var strowger = scene.start(ConfFolder.create().t1Millis(Scene.T1_MILLIS));
        scene.share(call(scene, 0), 1);
        disk.fill(ALARMING);
        scene.soon("alarm", () -> flag(strowger, "alarm"), NOTICED);
        scene.share(call(scene, 1), 1);
        scene.found(
                "calls go on after the alarm", !flag(strowger, "refusing"), "free " + disk.free());
        disk.fill(TOO_LITTLE);
        scene.soon("refuses", () -> flag(strowger, "refusing"), NOTICED);
        var refused = call(scene, 2);
        scene.found(
                "503 with Retry-After",
                "%d callers; in order: %s"
                        .formatted(
                                refused.size(),
                                refused.stream().map(Attempt::status).distinct().toList()),
                refused.stream()
                        .filter(a -> a.status() != 503 || !a.retryAfter())
                        .map(Attempt::number)
                        .toList());
        disk.relieve();
        scene.soon("goes on by itself", () -> !flag(strowger, "refusing"), NOTICED);
        scene.soon("the alarm ends", () -> !flag(strowger, "alarm"), NOTICED);
        scene.share(call(scene, 3), 1);
        scene.conserve(false, null, Set.of(), _ -> true);
    }

    private static boolean flag(SwitchProcess strowger, String name) {
        return strowger.count("counter.records.spool.space." + name) != 0;
    }

    private static List<Attempt> call(Scene scene, int part) {
        var plan =
                new Crowd.Plan(
                        "4001",
                        scene.calls(50),
                        20,
                        FIRST + 1_000L * part,
                        TalkTime.parse("10s"),
                        TalkTime.parse("uniform:0ms-1s"),
                        part);
        return scene.hear(scene.sip(), plan, Duration.ofMinutes(1));
    }
}
