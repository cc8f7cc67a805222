package org.strowger.acd.ring;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a journal's lines lie in a file. The second form begins with {@value #SECOND}; each line
 * behind it is the CRC-32C of what follows in eight hexadecimal digits, a space, and the record.
 * Files without that line are of the first form: records alone, which are taken as they are.
 */
final class JournalForm {

    /** The first line of a file of this form. */
    static final String SECOND = "#journal 2";

    /** No record is longer: the configuration of a million agents would be. */
    static final int LONGEST_OCTETS = 256 << 20;

    private static final int DIGITS = 8;
    private static final String HEX = "0123456789abcdef";

    /**
     * A line that was read.
     *
     * @param offset of its first octet in the file
     * @param record without its checksum; what is there of one that is not whole
     * @param whole false when the file ends before the line does
     * @param sound its checksum is right, or the form has none
     */
    record Line(long offset, String record, boolean whole, boolean sound) {}

    /** The lines of one file, in order. */
    static final class Lines implements AutoCloseable {

        private final InputStream in;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long offset;
        private boolean summed;

        Lines(Path file) throws IOException {
            this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        }

        /** The next one, or null at the end. */
        @Nullable Line next() throws IOException {
            long at = offset;
            boolean whole = read();
            if (at == offset) {
                return null;
            }
            byte[] octets = line.toByteArray();
            if (at == 0 && SECOND.equals(text(octets, 0))) {
                summed = true;
                return new Line(at, SECOND, whole, true);
            }
            return summed
                    ? new Line(at, text(octets, DIGITS + 1), whole, isSound(octets))
                    : new Line(at, text(octets, 0), whole, true);
        }

        /** Whether the line has an end. */
        private boolean read() throws IOException {
            line.reset();
            int octet = in.read();
            while (octet >= 0) {
                offset++;
                if (octet == '\n') {
                    return true;
                }
                if (line.size() >= LONGEST_OCTETS) {
                    return false;
                }
                line.write(octet);
                octet = in.read();
            }
            return false;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private JournalForm() {}

    /** Writes a record with its checksum and an end of line. */
    static void write(ByteArrayOutputStream out, String record) {
        byte[] octets = record.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(sum(octets, 0));
        out.write(' ');
        out.writeBytes(octets);
        out.write('\n');
    }

    private static boolean isSound(byte[] line) {
        return line.length > DIGITS
                && line[DIGITS] == ' '
                && Arrays.equals(line, 0, DIGITS, sum(line, DIGITS + 1), 0, DIGITS);
    }

    private static byte[] sum(byte[] octets, int from) {
        var sum = new CRC32C();
        sum.update(octets, from, octets.length - from);
        var digits = new byte[DIGITS];
        for (int i = 0; i < DIGITS; i++) {
            int digit = (int) (sum.getValue() >>> (Integer.SIZE - 4 * (i + 1))) & 0xF;
            digits[i] = (byte) HEX.charAt(digit);
        }
        return digits;
    }

    private static String text(byte[] octets, int from) {
        int begin = Math.min(from, octets.length);
        return new String(octets, begin, octets.length - begin, StandardCharsets.UTF_8);
    }
}
