package org.strowger.acd;

import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The whole state of a {@link Distributor} as octets, and back: configuration, agents, queues,
 * calls, offers, talks, deadlines in their order, what was learned for estimates, and where the
 * draws by lot stand. A distributor that was restored decides as the one that was saved does, for
 * ever, and its snapshot has the same octets.
 *
 * <p>{@code ACD} and a version, each as one octet, then the state as {@link OctetWords} writes it,
 * then the CRC-32C of all that (RFC 9260, Appendix A) in four octets, the highest first.
 */
public final class CoreSnapshot {

    /** Of the form; others are refused. */
    public static final int VERSION = 1;

    /** Longer ones are refused. */
    public static final int MOST_OCTETS = OctetWords.MOST_OCTETS;

    private static final byte[] BEGIN = {'A', 'C', 'D', VERSION};
    private static final int SUM_OCTETS = Integer.BYTES;

    private CoreSnapshot() {}

    /**
     * Saves a distributor, between two events. Costs a look at everything in it.
     *
     * @throws IllegalStateException when it is longer than {@link #MOST_OCTETS}
     */
    public static byte[] of(Distributor distributor) {
        var out = new OctetWords();
        for (byte octet : BEGIN) {
            out.octet(octet);
        }
        new SnapshotWriter(distributor, out).write();
        int sum = sum(out.octets(), out.octets().length);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.octet(sum >>> shift);
        }
        return out.octets();
    }

    /**
     * The distributor that was saved. Memory is taken in proportion to the octets, and no more than
     * 16 million times an agent meets what calls ask for.
     *
     * @throws MalformedSnapshot when the octets are not what {@link #of} made; any will do for that
     */
    public static Distributor restore(byte[] octets) {
        int end = octets.length - SUM_OCTETS;
        if (end < BEGIN.length || octets.length > MOST_OCTETS) {
            throw new MalformedSnapshot(octets.length + " octets");
        }
        if (!Arrays.equals(octets, 0, BEGIN.length - 1, BEGIN, 0, BEGIN.length - 1)) {
            throw new MalformedSnapshot("it begins otherwise");
        }
        if (octets[BEGIN.length - 1] != VERSION) {
            throw new MalformedSnapshot(
                    "version " + octets[BEGIN.length - 1] + ", and only " + VERSION + " is read");
        }
        if (sum(octets, end) != said(octets, end)) {
            throw new MalformedSnapshot("its checksum is another: it is damaged");
        }
        return read(octets, end);
    }

    private static Distributor read(byte[] octets, int end) {
        Distributor restored;
        try {
            restored = new SnapshotReader(new OctetReader(octets, BEGIN.length, end)).read();
        } catch (RuntimeException refused) { // By what the words were to become.
            throw new MalformedSnapshot(refused);
        }
        if (!Arrays.equals(of(restored), octets)) { // Its parts contradict one another.
            throw new MalformedSnapshot("it is of no distributor that could be");
        }
        return restored;
    }

    private static int sum(byte[] octets, int end) {
        var sum = new CRC32C();
        sum.update(octets, 0, end);
        return (int) sum.getValue();
    }

    private static int said(byte[] octets, int at) {
        int said = 0;
        for (int i = at; i < at + SUM_OCTETS; i++) {
            said = (said << Byte.SIZE) | (octets[i] & 0xFF);
        }
        return said;
    }
}
