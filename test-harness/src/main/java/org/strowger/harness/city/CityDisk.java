package org.strowger.harness.city;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.strowger.base.Entropy;
import org.strowger.records.Disk;

/**
 * The city's disk: memory that fills up, fails, is slow, and forgets at a {@link #crash} what was
 * not made durable. It does what it is told; chance, from the city's seed, only says how a crash
 * tears the writes that were under way. Owned by the city's thread.
 *
 * <p>Its calls take no time. A city that wants a slow disk makes each write of the spool {@link
 * #latencyMicros} later.
 */
public final class CityDisk implements Disk {

    private static final int FIRST_OCTETS = 1 << 12;

    private final Entropy entropy;
    private final TreeMap<String, Content> files = new TreeMap<>();
    private long used;
    private long capacity = Long.MAX_VALUE;
    private boolean failing;
    private int failingFsyncs;
    private long latencyMicros;
    private long octetsOfPower = Long.MAX_VALUE;
    private boolean dark;
    private int crashes;

    public CityDisk(Entropy entropy) {
        this.entropy = entropy;
    }

    /** Room for so many octets in all; without an end at first. What is there stays. */
    public void capacity(long octets) {
        capacity = octets;
    }

    /** While on, everything that writes fails, and leaves behind what it wrote before. */
    public void failing(boolean on) {
        failing = on;
    }

    /** The next fsyncs fail; what they were to make durable stays loose. */
    public void failFsyncs(int count) {
        failingFsyncs = count;
    }

    /** How long a write with its fsync takes from now on. */
    public void latencyMicros(long micros) {
        latencyMicros = micros;
    }

    /** How long a write with its fsync takes; the city has to let this time pass before it. */
    public long latencyMicros() {
        return latencyMicros;
    }

    /**
     * The power fails in the middle: when so many more octets have been appended, or else at the
     * next fsync. Whoever writes then meets a {@link PowerFailure}, and so does everybody after
     * him, until {@link #crash}.
     */
    public void losePowerAfter(int octets) {
        octetsOfPower = octets;
    }

    /**
     * The power is gone, and comes back. Of what was not durable in a file some first part remains,
     * and its end may be zeros or anything. Who wrote before cannot write any more.
     */
    public void crash() {
        files.values().forEach(this::tear);
        used = files.values().stream().mapToLong(file -> file.length).sum();
        octetsOfPower = Long.MAX_VALUE;
        dark = false;
        crashes++;
    }

    /** Octets in all files. */
    public long used() {
        return used;
    }

    /** Octets that still fit, for who only looks: asked without power too. */
    public long left() {
        return Math.max(0, capacity - used);
    }

    /** Octets that a crash may take. */
    public long loose() {
        return files.values().stream().mapToLong(file -> (long) file.length - file.durable).sum();
    }

    @Override
    public List<String> list() {
        light();
        return List.copyOf(files.keySet());
    }

    @Override
    public long size(String name) throws IOException {
        light();
        return file(name).length;
    }

    @Override
    public int read(String name, long position, ByteBuffer into) throws IOException {
        light();
        var file = file(name);
        int count = Math.clamp(file.length - position, 0, into.remaining());
        if (count > 0) {
            into.put(file.octets, (int) position, count);
        }
        return count;
    }

    @Override
    public Appender create(String name) throws IOException {
        works();
        var file = new Content();
        if (files.putIfAbsent(name, file) != null) {
            throw new FileAlreadyExistsException(name);
        }
        return new CityAppender(file);
    }

    @Override
    public void truncate(String name, long size) throws IOException {
        works();
        var file = file(name);
        int left = (int) Math.min(size, file.length);
        used -= file.length - left;
        file.length = left;
        file.durable = left;
    }

    @Override
    public void delete(String name) throws IOException {
        works();
        used -= file(name).length;
        files.remove(name);
    }

    @Override
    public long freeOctets() {
        light();
        return left();
    }

    private Content file(String name) throws IOException {
        var file = files.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    private void light() {
        if (dark) {
            throw new PowerFailure();
        }
    }

    private void works() throws IOException {
        light();
        if (failing) {
            throw new IOException("input/output error");
        }
    }

    private void tear(Content file) {
        int loose = file.length - file.durable;
        if (loose == 0) {
            return;
        }
        int kept = file.durable + entropy.nextInt(loose + 1);
        if (kept > file.durable) {
            garble(file, kept);
        }
        file.length = kept;
        file.durable = kept;
    }

    /** One time in three nothing, zeros, or anything. */
    private void garble(Content file, int kept) {
        int how = entropy.nextInt(3);
        if (how == 0) {
            return;
        }
        int from = file.durable + entropy.nextInt(kept - file.durable);
        for (int i = from; i < kept; i++) {
            file.octets[i] = how == 1 ? 0 : (byte) entropy.nextInt();
        }
    }

    /** One file; its array grows by doubling, so that appending costs what is appended. */
    private static final class Content {

        private byte[] octets = new byte[FIRST_OCTETS];
        private int length;
        private int durable;

        void append(ByteBuffer from, int count) {
            if (length + count > octets.length) {
                octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + count));
            }
            from.get(octets, length, count);
            length += count;
        }
    }

    private final class CityAppender implements Appender {

        private final Content file;
        private final int bornAfter = crashes;
        private boolean open = true;

        CityAppender(Content file) {
            this.file = file;
        }

        @Override
        public void append(ByteBuffer from) throws IOException {
            usable();
            int wanted = from.remaining();
            int fits = (int) Math.min(Math.min(wanted, freeOctets()), octetsOfPower);
            if (failing) {
                fits /= 2;
            }
            file.append(from, fits);
            used += fits;
            if (octetsOfPower != Long.MAX_VALUE) {
                octetsOfPower -= fits;
                dark = octetsOfPower == 0 && fits < wanted;
            }
            works();
            if (fits < wanted) {
                throw new IOException("no space left on device");
            }
        }

        @Override
        public void fsync() throws IOException {
            usable();
            dark = octetsOfPower != Long.MAX_VALUE;
            works();
            if (failingFsyncs > 0) {
                failingFsyncs--;
                throw new IOException("input/output error");
            }
            file.durable = file.length;
        }

        @Override
        public void close() {
            light();
            open = false;
        }

        private void usable() {
            light();
            if (!open || bornAfter != crashes) {
                throw new IllegalStateException("nobody may write to this file any more");
            }
        }
    }
}
