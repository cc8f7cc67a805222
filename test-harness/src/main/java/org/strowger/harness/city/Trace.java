package org.strowger.harness.city;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens in the city: as a running hash, and its last part as lines that people
 * can read. The hash covers each datagram octet by octet, each event and command of the
 * distributor, and each record.
 */
final class Trace {

    private static final int LAST = 400;

    /** A line that is made when somebody wants to read it. */
    private record Line(long atMicros, String what, Object more) {
        @Override
        public String toString() {
            var at = Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS).toString();
            var text = more instanceof byte[] octets ? firstLine(octets) : more.toString();
            return at + ' ' + what + ' ' + text;
        }
    }

    private final Agenda agenda;
    private final @Nullable PrintStream out;
    private final Line[] last = new Line[LAST];
    private final CRC32C crc = new CRC32C();
    private long lines;
    private long hash;

    Trace(Agenda agenda, @Nullable PrintStream out) {
        this.agenda = agenda;
        this.out = out;
    }

    /** Says what happens; its text is part of the hash. */
    void say(String what, Object more) {
        keep(what, more);
        mix(what.hashCode() * 31L + more.toString().hashCode());
    }

    /** A datagram on its way. */
    void datagram(String what, byte[] octets) {
        keep(what, octets);
        crc.reset();
        crc.update(octets);
        mix(crc.getValue() * 31 + what.hashCode());
    }

    private void keep(String what, Object more) {
        var line = new Line(agenda.nowMicros(), what, more);
        last[(int) (lines++ % LAST)] = line;
        if (out != null) {
            out.println(line);
        }
    }

    private void mix(long value) {
        hash = (hash ^ value) * 0x9E3779B97F4A7C15L + agenda.nowMicros();
        hash ^= hash >>> 29;
    }

    /** Hash of all that happened so far: 16 hexadecimal digits. */
    String hash() {
        return HexFormat.of().toHexDigits(hash);
    }

    /** How much happened so far. */
    long events() {
        return lines;
    }

    /** The last lines, oldest first. */
    List<String> last() {
        var all = new ArrayList<String>();
        for (long i = Math.max(0, lines - LAST); i < lines; i++) {
            all.add(last[(int) (i % LAST)].toString());
        }
        return all;
    }

    /** Start line, and who the dialog is. */
    private static String firstLine(byte[] octets) {
        var text = new String(octets, java.nio.charset.StandardCharsets.UTF_8);
        var message = Message.of(text);
        return message.start()
                + " ["
                + message.header("Call-ID")
                + ' '
                + message.header("CSeq")
                + ']';
    }
}
