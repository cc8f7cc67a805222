package org.strowger.harness.bench;

import java.nio.ByteBuffer;
import java.util.List;
import org.strowger.base.CallId;
import org.strowger.records.CallEvent;
import org.strowger.records.Disk;
import org.strowger.records.Spool;
import org.strowger.records.SpoolLimits;
import org.strowger.records.SpoolPosition;

/** An event of a call encoded, framed and handed to a disk that keeps nothing. */
final class SpoolWorkload implements Workload {

    private static final int GROUP = 50;

    private final Nowhere disk = new Nowhere();
    private final Spool spool =
            new Spool(disk, () -> 1_000_000, SpoolLimits.standard(), SpoolPosition.START);
    private final CallEvent event =
            new CallEvent.Queued(new CallId("n1-1-1"), 1_000_000, "support", "en", "21");

    @Override
    public String name() {
        return "spool event encoded";
    }

    @Override
    public long run(int times) {
        for (int done = 0; done < times; done += GROUP) {
            for (int i = 0; i < Math.min(GROUP, times - done); i++) {
                spool.append(event);
            }
            if (!spool.step()) {
                throw new IllegalStateException("the spool wrote nothing");
            }
        }
        return disk.octets;
    }

    /** Takes everything, keeps nothing. */
    private static final class Nowhere implements Disk {
        private long octets;

        @Override
        public List<String> list() {
            return List.of();
        }

        @Override
        public long size(String name) {
            return octets;
        }

        @Override
        public int read(String name, long position, ByteBuffer into) {
            return 0;
        }

        @Override
        public Appender create(String name) {
            return new Appender() {
                @Override
                public void append(ByteBuffer written) {
                    octets += written.remaining();
                    written.position(written.limit());
                }

                @Override
                public void fsync() {
                    octets++;
                }

                @Override
                public void close() {
                    octets++;
                }
            };
        }

        @Override
        public void truncate(String name, long size) {
            octets = size;
        }

        @Override
        public void delete(String name) {
            octets++;
        }

        @Override
        public long freeOctets() {
            return Long.MAX_VALUE;
        }
    }
}
