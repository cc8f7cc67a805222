package org.strowger.harness.overload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of a call, written once: for each call only its number is put in, eight hexadecimal
 * digits in every place where the text has {@value #NUMBER}. For one thread.
 */
final class CallText {

    static final String NUMBER = "########";
    static final int DIGITS = NUMBER.length();

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final String END = "\r\n\r\n";
    private static final int LONGEST_TAG = 128;

    private final byte[] octets;
    private final int length;
    private final List<Integer> places = new ArrayList<>();

    private CallText(String text) {
        length = text.length();
        octets = new byte[length + LONGEST_TAG + END.length()];
        System.arraycopy(text.getBytes(US_ASCII), 0, octets, 0, length);
        for (int at = text.indexOf(NUMBER); at >= 0; at = text.indexOf(NUMBER, at + DIGITS)) {
            places.add(at);
        }
    }

    /**
     * An INVITE with an offer of PCMU.
     *
     * @param rtpPort where the caller hears
     */
    static CallText invite(
            String dialled, InetSocketAddress target, InetSocketAddress local, int rtpPort) {
        var host = local.getAddress().getHostAddress();
        var sdp =
                "v=0\r\no=- 1 1 IN IP4 %1$s\r\ns=-\r\nc=IN IP4 %1$s\r\nt=0 0\r\nm=audio %2$d RTP/AVP 0\r\n"
                        .formatted(host, rtpPort);
        return new CallText(
                head("INVITE", 'i', dialled, target, local)
                        + "Contact: <sip:rush@%s:%d>\r\n".formatted(host, local.getPort())
                        + "To: <sip:%s@%s>\r\n".formatted(dialled, place(target))
                        + ("Content-Type: application/sdp\r\nContent-Length: " + sdp.length())
                        + (END + sdp));
    }

    /**
     * A request that follows, whose To tag is still to come.
     *
     * @param kind first letter of its branch; an ACK for a refusal has its INVITE's
     */
    static CallText following(
            String method,
            char kind,
            String dialled,
            InetSocketAddress target,
            InetSocketAddress local) {
        return new CallText(
                head(method, kind, dialled, target, local)
                        + "Content-Length: 0\r\n"
                        + "To: <sip:%s@%s>;tag=".formatted(dialled, place(target)));
    }

    private static String head(
            String method,
            char kind,
            String dialled,
            InetSocketAddress target,
            InetSocketAddress local) {
        return """
        %1$s sip:%2$s@%3$s SIP/2.0\r
        Via: SIP/2.0/UDP %4$s;branch=z9hG4bK%5$c%6$s\r
        Max-Forwards: 70\r
        From: <sip:5550000@%4$s>;tag=f%6$s\r
        Call-ID: %6$s@%4$s\r
        CSeq: %7$d %1$s\r
        """
                .formatted(
                        method,
                        dialled,
                        place(target),
                        place(local),
                        kind,
                        NUMBER,
                        method.equals("BYE") ? 2 : 1);
    }

    private static String place(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ':' + address.getPort();
    }

    byte[] octets() {
        return octets;
    }

    /** Writes the number of a call in. @return octets of the message */
    int of(int call) {
        for (int place : places) {
            for (int i = 0; i < DIGITS; i++) {
                octets[place + i] = HEX[(call >>> (4 * (DIGITS - 1 - i))) & 0xf];
            }
        }
        return length;
    }

    /**
     * The same for one that ends with a To tag.
     *
     * @throws IllegalArgumentException when the tag is longer than any
     */
    int of(int call, byte[] tag) {
        if (tag.length > LONGEST_TAG) {
            throw new IllegalArgumentException("a tag of " + tag.length + " octets");
        }
        of(call);
        System.arraycopy(tag, 0, octets, length, tag.length);
        System.arraycopy(END.getBytes(US_ASCII), 0, octets, length + tag.length, END.length());
        return length + tag.length + END.length();
    }
}
