package org.strowger.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.strowger.base.ConfigException;
import org.strowger.server.conf.RecordingConf;
import org.strowger.server.conf.SwitchConf;

/** Compares what the configuration may open with what the process may. */
final class FileLimit {

    /** TCP connections, spool, database, journal, jars, the door, and the usual recordings. */
    private static final int BESIDE_RTP = 2_000;

    private FileLimit() {}

    /**
     * Refuses a configuration that could run out of files in the middle of a call.
     *
     * @throws ConfigException naming both figures
     */
    static void check(SwitchConf conf) {
        check(conf, allowed());
    }

    /** How many RTP sockets may be open. */
    static int rtpSockets() {
        return Math.clamp(allowed() - BESIDE_RTP, 0, Integer.MAX_VALUE);
    }

    /** Where no figure can be had, enough. */
    private static long allowed() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? os.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
    }

    static void check(SwitchConf conf, long allowed) {
        long needed = needed(conf);
        if (needed > allowed) {
            throw new ConfigException(
                    ("%s: limits.calls %d needs up to %d open files, but this process may open %d:"
                                    + " raise the limit (ulimit -n) or lower limits.calls")
                            .formatted(
                                    conf.notes().calls(), conf.limits().calls(), needed, allowed));
        }
    }

    private static long needed(SwitchConf conf) {
        // Two legs a call; a leg is one socket, but whom we call has one of each IP version until
        // he answers. There are no more sockets than ports.
        int versions = conf.sip().addresses().size();
        long ports = (long) versions * conf.rtp().ports();
        int recordings = Math.max(0, conf.recordings().most() - RecordingConf.DEFAULT.most());
        return Math.min((1L + versions) * conf.limits().calls(), ports) + BESIDE_RTP + recordings;
    }
}
