package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Good SIP messages in every dress that RFC 3261 section 25 allows: compact names, any case, folded
 * lines, white space, quoted strings, lists on one line and on several, header lines in any order.
 */
final class MessageGenerator {

    /** A message, and what every reader must find in it. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Good(
            byte[] octets,
            String method,
            String uri,
            int status,
            String callId,
            long cseq,
            String fromTag,
            String toTag,
            String branch,
            int contentLength) {}

    private static final String TOKEN =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~";
    private static final String WORD = TOKEN + "()<>:\\/[]?{}";
    private static final String[] METHODS = {
        "INVITE",
        "ACK",
        "BYE",
        "CANCEL",
        "OPTIONS",
        "REGISTER",
        "UPDATE",
        "INFO",
        "MESSAGE",
        "x-Y.z~1"
    };
    private static final String[] URIS = {
        "sip:4000@127.0.0.1",
        "sip:127.0.0.1:5070",
        "sip:a.b+c@example.com;transport=tcp;lr",
        "sips:a@example.com:5061",
        "sip:a;p=1:secret@[2001:db8::10]:5060;user=phone;x",
        "sip:%61%00@h.example.com;maddr=192.0.2.1",
        "tel:+49-30-1234;phone-context=x",
        "sip:a@b?Subject=hi&x=y"
    };
    private static final String[] NAMES = {
        "",
        "Bob ",
        "Bob",
        "\"\" ",
        "\"B; tag=no\" ",
        "\"a <sip:x@y>;tag=q\"",
        "\"\\\"\\\\\" ",
        "\"\u5f20\u4e09, x\"  ",
        "J. R. "
    };
    private static final String[] OTHERS = {
        "Contact: <sip:a@b;x=1>;q=0.5, \"x, y\" <sip:c@d>",
        "m: *",
        "Supported: timer, 100rel",
        "k:",
        "Subject: ; , \" : <",
        "s:",
        "Max-Forwards: 0070",
        "Date: Sat, 13 Nov 2010 23:29:00 GMT",
        "Expires: 60",
        "User-Agent: X/1 (y; z)",
        "X-Odd.~!: ;;,,;;,;",
        "Route: <sip:p;lr>, <sip:q;lr>",
        "Record-Route: <sip:p.example.com:5060;lr;x=%41>",
        "Record-Route: \"P, Q\" <sip:q.example.com;lr>;x=y,<sip:r.example.com>",
        "Path: <sip:edge.example.com;lr>, <sip:192.0.2.7;lr;ob>",
        "Content-Type: application/sdp",
        "c: multipart/mixed;boundary=\"a;b\"",
        "Require: 100rel, timer",
        "Proxy-Require: sec-agree",
        "Authorization: Digest username=\"a, b\", realm=\"r\", nonce=\"n=\", uri=\"sip:x\", response=\"00\"",
        "Proxy-Authorization: Digest username=\"a\",realm=\"r\",nonce=\"n\",uri=\"sip:x\",response=\"0\",qop=auth,nc=00000001,cnonce=\"c\""
    };

    private final Random random;

    MessageGenerator(Random random) {
        this.random = random;
    }

    Good next() {
        boolean request = random.nextInt(4) > 0;
        var method = any(METHODS);
        var uri = any(URIS);
        int status = request ? 0 : 100 + random.nextInt(600);
        long cseq = random.nextInt(3) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(9);
        var branch = random.nextInt(8) == 0 ? "" : "z9hG4bK" + text(TOKEN, 12);
        var fromTag = random.nextInt(8) == 0 ? "" : text(TOKEN, 10);
        var toTag = random.nextBoolean() ? "" : text(TOKEN, 10);
        var callId = text(WORD, 20) + (random.nextBoolean() ? "@" + text(WORD, 9) : "");
        var body = random.nextBoolean() ? "" : "v=0\r\no=- 1 1\r\n";
        boolean length = random.nextInt(3) > 0;

        var lines = new ArrayList<String>();
        lines.add(line("Call-ID", "i", callId));
        lines.add(line("CSeq", "CSeq", "0".repeat(random.nextInt(3)) + cseq + lws() + method));
        lines.add(line("From", "f", address(fromTag)));
        lines.add(line("To", "t", address(toTag)));
        if (length) {
            lines.add(line("Content-Length", "l", String.valueOf(body.length())));
        }
        others(lines);
        Collections.shuffle(lines, random);
        vias(lines, branch);

        var start = request ? method + " " + uri + " SIP/2.0" : "SIP/2.0 " + status + " ok, \u00e9";
        var head = start + "\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
        var beyond = length && random.nextInt(9) == 0 ? "OPTIONS sip:x SIP/2.0\r\n" : "";
        return new Good(
                (head + body + beyond).getBytes(UTF_8),
                request ? method : "",
                request ? uri : "",
                status,
                callId,
                cseq,
                fromTag,
                toTag,
                branch,
                length ? body.length() : -1);
    }

    private void others(List<String> lines) {
        var names = new ArrayList<>(List.of(OTHERS));
        Collections.shuffle(names, random);
        int count = random.nextInt(6);
        for (var line : names.subList(0, count)) {
            lines.add(random.nextInt(4) == 0 ? folded(line) : line);
        }
        if (random.nextInt(4) == 0) {
            lines.add(
                    line("Refer-To", "r", any("<sip:t@b?Replaces=c%3Bto-tag%3Dx>", "sip:t@b;x=y")));
        }
    }

    /** After the other lines were shuffled: the order of Vias matters, their place does not. */
    private void vias(List<String> lines, String branch) {
        var vias = new ArrayList<String>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            vias.add(via(vias.isEmpty() ? branch : "z9hG4bK" + text(TOKEN, 5)));
        }
        int at = random.nextInt(lines.size() + 1);
        if (random.nextBoolean()) {
            lines.add(at, line("Via", "v", String.join(lws(0) + "," + lws(0), vias)));
            return;
        }
        for (var via : vias.reversed()) {
            lines.add(at, line("Via", "v", via));
        }
    }

    private String via(String branch) {
        var parameters = new ArrayList<String>();
        if (!branch.isEmpty()) {
            parameters.add(anyCase("branch") + equal() + branch);
        }
        for (var one : List.of("rport", "received=192.0.2.9", "x=\"; branch=no\"", "ttl=7")) {
            if (random.nextInt(3) == 0) {
                parameters.add(one);
            }
        }
        Collections.shuffle(parameters, random);
        var host = any("h.example.com", "192.0.2.1", "[2001:db8::9:1]");
        var port = random.nextBoolean() ? "" : lws(0) + ":" + lws(0) + "5070";
        var via = new StringBuilder("SIP" + lws(0) + "/" + lws(0) + "2.0" + lws(0) + "/");
        via.append(lws(0)).append(any("UDP", "TCP", "TLS", "SCTP")).append(lws());
        via.append(host).append(port);
        parameters.forEach(one -> via.append(lws(0)).append(';').append(lws(0)).append(one));
        return via.toString();
    }

    private String address(String tag) {
        var text = new StringBuilder();
        boolean bare = random.nextInt(4) == 0;
        if (bare) {
            text.append(any("sip:a@b.example.com", "tel:+4930", "sip:u:p@192.0.2.1:5060"));
        } else {
            text.append(any(NAMES)).append('<').append(any(URIS)).append('>');
        }
        if (random.nextInt(3) == 0) {
            text.append(lws(0)).append(any(";x=\";tag=no\"", "; x = y", ";lonely"));
        }
        if (!tag.isEmpty()) {
            text.append(lws(0)).append(';').append(lws(0)).append(anyCase("tag"));
            text.append(equal()).append(tag);
        }
        return text.append(random.nextInt(4) == 0 ? ";z" : "").toString();
    }

    private String line(String name, String compact, String value) {
        var written = anyCase(random.nextInt(3) == 0 ? compact : name);
        return written + any("", "", " ", "\t ") + ":" + lws(0) + value + any("", "", " ");
    }

    private String folded(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? line : line.substring(0, space) + "\r\n\t" + line.substring(space);
    }

    private String equal() {
        return lws(0) + "=" + lws(0);
    }

    /** White space that must be there. */
    private String lws() {
        return any(" ", " ", "  ", "\t", "\r\n ", " \r\n\t");
    }

    /** White space that may be there. */
    private String lws(int least) {
        return random.nextInt(5) > least ? "" : lws();
    }

    private String anyCase(String name) {
        return switch (random.nextInt(4)) {
            case 0 -> name.toLowerCase(Locale.ROOT);
            case 1 -> name.toUpperCase(Locale.ROOT);
            default -> name;
        };
    }

    private String text(String of, int most) {
        var text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append(of.charAt(random.nextInt(of.length())));
        }
        return text.toString();
    }

    private String any(String... of) {
        return of[random.nextInt(of.length)];
    }
}
