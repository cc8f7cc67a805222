package org.strowger.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.strowger.base.ConfigException;
import org.strowger.server.conf.SwitchConf;

/** Compares what the configuration may open with what the process may. */
final class FileLimit {

    /** TCP connections, spool, database, journal, jars, the door. */
    private static final int BESIDE_RTP = 2_000;

    private FileLimit() {}

    /**
     * Refuses a configuration that could run out of files in the middle of a call.
     *
     * @throws ConfigException naming both figures
     */
    static void check(SwitchConf conf) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os) {
            check(conf, os.getMaxFileDescriptorCount());
        }
    }

    static void check(SwitchConf conf, long allowed) {
        // Two legs a call; a leg is one socket, and there are no more sockets than ports.
        long legs = Math.min(2L * conf.limits().calls(), conf.rtp().ports());
        long needed = legs + BESIDE_RTP;
        if (needed > allowed) {
            throw new ConfigException(
                    ("%s: limits.calls %d needs up to %d open files, but this process may open %d:"
                                    + " raise the limit (ulimit -n) or lower limits.calls")
                            .formatted(
                                    conf.notes().calls(), conf.limits().calls(), needed, allowed));
        }
    }
}
