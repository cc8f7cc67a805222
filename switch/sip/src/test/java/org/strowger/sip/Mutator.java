package org.strowger.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Changes octets as a hostile or a broken sender would: cuts, copies, repeats, takes over from
 * another message, and puts in what has a meaning somewhere.
 */
public final class Mutator {

    private static final int LARGEST = 65_535;
    private static final int MOST_CHANGES = 4;
    private static final byte[] NOTHING = {};

    private static final List<byte[]> WORDS =
            List.of(
                            "\r\n",
                            "\r\n ",
                            "\r\n\t\r\n ",
                            "\r\n\r\n",
                            "\r",
                            "\n",
                            "\0",
                            " ",
                            "\"",
                            "\\",
                            "<",
                            ">",
                            "<<",
                            "(",
                            "((((((((",
                            ")",
                            "[",
                            "]",
                            "{",
                            ";",
                            ",",
                            "=",
                            ":",
                            "@",
                            "%",
                            "%00",
                            "%zz",
                            "?",
                            "&",
                            "*",
                            "\u00ff",
                            "-1",
                            "0",
                            "1",
                            "255",
                            "256",
                            "65535",
                            "65536",
                            "2147483648",
                            "4294967296",
                            "99999999999999999999",
                            ";tag=x",
                            ";branch=z9hG4bK",
                            ";branch=z9hG4bKx",
                            ";rport",
                            ";received=::1",
                            ";lr",
                            ";expires=0",
                            ";transport=tls",
                            "sip:",
                            "sips:",
                            "tel:",
                            "SIP/2.0 ",
                            "SIP/2.0/UDP ",
                            "INVITE",
                            "ACK",
                            "BYE",
                            "CANCEL",
                            "REGISTER",
                            "OPTIONS",
                            "UPDATE",
                            "PRACK",
                            "REFER",
                            "SUBSCRIBE",
                            "NOTIFY",
                            "\r\nVia: ",
                            "\r\nv: ",
                            "\r\nTo: ",
                            "\r\nFrom: ",
                            "\r\nCall-ID: ",
                            "\r\nCSeq: ",
                            "\r\nContact: *",
                            "\r\nContent-Length: ",
                            "\r\nl: 99999999999",
                            "\r\nMax-Forwards: 0",
                            "\r\nRoute: <sip:a;lr>",
                            "\r\nRequire: 100rel",
                            "\r\nReplaces: a;to-tag=b;from-tag=c",
                            "\r\nRAck: 1 1 INVITE",
                            "\r\nSession-Expires: 90",
                            "\r\nEvent: dialog",
                            "\r\nExpires: 0",
                            "\r\nRecord-Route: <sip:127.0.0.7;lr>",
                            "\r\nAuthorization: Digest ",
                            "m=audio 0 RTP/AVP 0\r\n",
                            "c=IN IP6 ::1\r\n",
                            "a=sendonly\r\n",
                            "a=rtpmap:96 telephone-event/8000\r\n")
                    .stream()
                    .map(word -> word.getBytes(ISO_8859_1))
                    .toList();

    private final Random random;

    public Mutator(Random random) {
        this.random = random;
    }

    /**
     * One to four changes.
     *
     * @param other what pieces are taken from
     */
    public byte[] mutated(byte[] octets, byte[] other) {
        var changed = octets;
        for (int i = 1 + random.nextInt(MOST_CHANGES); i > 0; i--) {
            changed = changed(changed, other);
        }
        return changed.length > LARGEST ? Arrays.copyOf(changed, LARGEST) : changed;
    }

    private byte[] changed(byte[] octets, byte[] other) {
        int from = random.nextInt(octets.length + 1);
        int to = Math.min(octets.length, from + length());
        return switch (random.nextInt(9)) {
            case 0 -> spliced(octets, from, to, NOTHING);
            case 1 -> spliced(octets, from, to, word());
            case 2 -> spliced(octets, from, from, word());
            case 3 -> spliced(octets, from, from, repeated(Arrays.copyOfRange(octets, from, to)));
            case 4 -> spliced(octets, from, to, pieceOf(other));
            case 5 -> spliced(octets, from, from, lineOf(other));
            case 6 -> spliced(octets, from, from, repeated(word()));
            case 7 -> Arrays.copyOf(octets, from);
            default -> spliced(octets, octets.length, octets.length, other);
        };
    }

    /** Mostly short, at most 255. */
    private int length() {
        return random.nextInt(1 << random.nextInt(9));
    }

    private byte[] word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private byte[] pieceOf(byte[] other) {
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + length()));
    }

    private byte[] lineOf(byte[] other) {
        var lines = new String(other, ISO_8859_1).split("(?<=\n)", -1);
        return ("\r\n" + lines[random.nextInt(lines.length)]).getBytes(ISO_8859_1);
    }

    private byte[] repeated(byte[] piece) {
        int times = 1 << random.nextInt(12);
        if ((long) times * piece.length > LARGEST) {
            return piece;
        }
        var all = new byte[times * piece.length];
        for (int i = 0; i < times; i++) {
            System.arraycopy(piece, 0, all, i * piece.length, piece.length);
        }
        return all;
    }

    private static byte[] spliced(byte[] octets, int from, int to, byte[] piece) {
        var all = new byte[from + piece.length + octets.length - to];
        System.arraycopy(octets, 0, all, 0, from);
        System.arraycopy(piece, 0, all, from, piece.length);
        System.arraycopy(octets, to, all, from + piece.length, octets.length - to);
        return all;
    }
}
