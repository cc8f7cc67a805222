package org.strowger.harness.bench;

import java.nio.ByteBuffer;
import java.util.List;
import org.strowger.records.Disk;

/** A disk that takes everything and keeps nothing. */
final class Nowhere implements Disk {
    private long octets;

    /** So many it has taken. */
    long octets() {
        return octets;
    }

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
