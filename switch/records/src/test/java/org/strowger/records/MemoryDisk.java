package org.strowger.records;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** A disk that can fail, fill up, tear a write and forget what was not made durable. */
final class MemoryDisk implements Disk {

    private static final class Content {
        private byte[] octets = new byte[0];
        private int durable;
    }

    private final TreeMap<String, Content> files = new TreeMap<>();
    private long capacity = Long.MAX_VALUE;
    private int failingAppends;
    private int failingFsyncs;
    private int defects;
    private int fsyncs;

    synchronized void capacity(long octets) {
        capacity = octets;
    }

    /** The next appends write half of what they get, and fail. */
    synchronized void failAppends(int count) {
        failingAppends = count;
    }

    /** The next appends write half of what they get, and end with an Error. */
    synchronized void breakAppends(int count) {
        defects = count;
    }

    synchronized void failFsyncs(int count) {
        failingFsyncs = count;
    }

    synchronized int fsyncs() {
        return fsyncs;
    }

    /** The power fails: of what was not durable some prefix remains, its last octets garbled. */
    synchronized void crash(Random random) {
        for (var file : files.values()) {
            int loose = file.octets.length - file.durable;
            if (loose > 0) {
                int kept = file.durable + random.nextInt(loose + 1);
                file.octets = Arrays.copyOf(file.octets, kept);
                if (kept > file.durable && random.nextBoolean()) {
                    int from = file.durable + random.nextInt(kept - file.durable);
                    Arrays.fill(file.octets, from, kept, (byte) 0);
                }
                file.durable = kept;
            }
        }
    }

    synchronized void flip(String name, int octet, int bit) throws IOException {
        file(name).octets[octet] ^= (byte) (1 << bit);
    }

    synchronized void put(String name, byte[] octets) {
        var content = new Content();
        content.octets = octets.clone();
        content.durable = octets.length;
        files.put(name, content);
    }

    synchronized byte[] get(String name) throws IOException {
        return file(name).octets.clone();
    }

    private Content file(String name) throws IOException {
        var file = files.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    private long used() {
        return files.values().stream().mapToLong(file -> file.octets.length).sum();
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public synchronized long size(String name) throws IOException {
        return file(name).octets.length;
    }

    @Override
    public synchronized int read(String name, long position, ByteBuffer into) throws IOException {
        var octets = file(name).octets;
        int count = Math.clamp(octets.length - position, 0, into.remaining());
        if (count > 0) {
            into.put(octets, (int) position, count);
        }
        return count;
    }

    @Override
    public synchronized Appender create(String name) throws IOException {
        if (files.putIfAbsent(name, new Content()) != null) {
            throw new FileAlreadyExistsException(name);
        }
        return new MemoryAppender(name);
    }

    @Override
    public synchronized void truncate(String name, long size) throws IOException {
        var file = file(name);
        file.octets = Arrays.copyOf(file.octets, (int) size);
        file.durable = (int) size;
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        file(name);
        files.remove(name);
    }

    @Override
    public synchronized long freeOctets() {
        return Math.max(0, capacity - used());
    }

    private final class MemoryAppender implements Appender {

        private final String name;

        MemoryAppender(String name) {
            this.name = name;
        }

        @Override
        public void append(ByteBuffer from) throws IOException {
            synchronized (MemoryDisk.this) {
                int wanted = from.remaining();
                int fits = (int) Math.min(wanted, freeOctets());
                if (failingAppends > 0) {
                    failingAppends--;
                    fits /= 2;
                }
                boolean defect = defects > 0;
                if (defect) {
                    defects--;
                    fits /= 2;
                }
                var taken = new byte[fits];
                from.get(taken);
                var joined = new ByteArrayOutputStream();
                joined.writeBytes(file(name).octets);
                joined.writeBytes(taken);
                file(name).octets = joined.toByteArray();
                if (defect) {
                    throw new StackOverflowError("made for this test");
                }
                if (fits < wanted) {
                    throw new IOException("no space left on device");
                }
            }
        }

        @Override
        public void fsync() throws IOException {
            synchronized (MemoryDisk.this) {
                if (failingFsyncs > 0) {
                    failingFsyncs--;
                    throw new IOException("input/output error");
                }
                fsyncs++;
                file(name).durable = file(name).octets.length;
            }
        }

        @Override
        public void close() {}
    }
}
