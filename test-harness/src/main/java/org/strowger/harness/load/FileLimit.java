package org.strowger.harness.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files a process may open here; those that it starts may open as many. */
public final class FileLimit {

    /** What the switch keeps open beside RTP, see its check of the limit. */
    private static final int BESIDE_RTP = 2_000;

    private FileLimit() {}

    /**
     * Checks that a switch may open two ports a call.
     *
     * @param allowed files of one process
     * @throws LoadFailure when it may not
     */
    static void check(int calls, long allowed) {
        if (2L * calls + BESIDE_RTP > allowed) {
            throw new LoadFailure(
                    ("%d calls at a time need up to %d open files, but a process may open %d here:"
                                    + " raise the limit (ulimit -n) or lower --rate, --talk or --callers")
                            .formatted(calls, 2L * calls + BESIDE_RTP, allowed));
        }
    }

    /** Most calls at a time that {@link #check} lets pass. */
    public static long calls(long allowed) {
        return Math.max(0, (allowed - BESIDE_RTP) / 2);
    }

    /** Files that this process may open. */
    public static long allowed() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? os.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
