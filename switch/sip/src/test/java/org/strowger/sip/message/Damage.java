package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes bad messages of good ones. */
final class Damage {

    private static final String[] SPICE = {
        ";tag=x",
        ";branch=z9hG4bKx",
        "\"",
        "<",
        ">",
        ",",
        ";",
        ":",
        "=",
        "\\",
        "\r",
        "\n",
        "\r\n",
        "\r\n ",
        " ",
        "\0",
        "%",
        "%zz",
        "?",
        "/",
        "@",
        "[",
        "]",
        "(",
        "\u00e9",
        "sip:",
        "99999999999"
    };
    private static final String[] LINES = {
        "\r\nTo: <sip:x@y>;tag=z",
        "\r\nf: <sip:x@y>",
        "\r\nCall-ID: z",
        "\r\nCSeq: 1 INVITE",
        "\r\nl: 1",
        "\r\nContent-Length: -5",
        "\r\nVia: SIP/2.0/UDP x",
        "\r\nv: ;;",
        "\r\nx",
        "\r\nMax-Forwards: 256",
        "\r\n: y",
        "\r\nContact: <<>>",
        "\r\nContact: *, <sip:a@b>",
        "\r\nRefer-To: <",
        "\r\nPath: sip:a@b",
        "\r\nVia: SIP/2.0/UDP x;branch",
        "\r\nVia: SIP/2.0/UDP x (\\",
        "\r\nRequire: ,",
        "\r\nContent-Length: 0"
    };
    private static final Pattern READ_LINE =
            Pattern.compile(
                    "\r\n(?i:via|v|from|f|to|t|call-id|i|cseq|content-length|l|contact|m|record-route|path"
                            + "|refer-to|r|require|content-type|c)[ \t]*:[^\r]*");

    private final Random random;

    Damage(Random random) {
        this.random = random;
    }

    /** One or two things are wrong with it; now and then it is good all the same. */
    byte[] damaged(byte[] good) {
        var text = new StringBuilder(new String(good, UTF_8));
        for (int i = random.nextInt(2); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(9)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) random.nextInt(128));
                case 2 -> text.replace(at, Math.min(text.length(), at + random.nextInt(9)), "");
                case 3 -> text.insert(text.indexOf("\r\n"), any(LINES));
                case 4, 5, 6 -> changeLine(text);
                default -> text.insert(at, any(SPICE));
            }
        }
        return text.toString().getBytes(random.nextInt(5) == 0 ? ISO_8859_1 : UTF_8);
    }

    /** Spice at the end of a line that the index reads, or in the middle; or no line any more. */
    private void changeLine(StringBuilder text) {
        var lines = new ArrayList<MatchResult>();
        READ_LINE.matcher(text).results().forEach(lines::add);
        if (lines.isEmpty()) {
            return;
        }
        var line = lines.get(random.nextInt(lines.size()));
        switch (random.nextInt(5)) {
            case 0 -> text.delete(line.start(), line.end());
            case 1, 2 -> text.insert(line.end(), any(SPICE));
            default -> {
                int value = text.indexOf(":", line.start()) + 1;
                text.insert(value + random.nextInt(line.end() - value + 1), any(SPICE));
            }
        }
    }

    private String any(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
