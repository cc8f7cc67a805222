package org.strowger.harness.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.strowger.harness.load.result.Machine;

/** What a run is made on. */
public final class Machines {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machines() {}

    /**
     * This one.
     *
     * @param sipp its version
     */
    public static Machine here(String sipp) {
        return new Machine(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
                        ? os.getTotalMemorySize()
                        : 0,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor.version", "")
                        + " "
                        + System.getProperty("java.version"),
                version(),
                sipp);
    }

    private static String processor() {
        try (var lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** Of the jar; a build that runs from its classes has none. */
    private static String version() {
        var version = Machines.class.getPackage().getImplementationVersion();
        return version == null ? "built here" : version;
    }
}
