package org.strowger.harness.flood;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Well-formed SIP requests, each of a transaction and a call of its own. */
final class Requests {

    private final InetSocketAddress target;
    private final SplittableRandom random;

    Requests(InetSocketAddress target, SplittableRandom random) {
        this.target = target;
        this.random = random;
    }

    /**
     * A request without a body.
     *
     * @param extra more header lines, each with its CRLF
     */
    String request(String method, String user, InetSocketAddress local, String extra) {
        return head(method, user, local, HexFormat.of().toHexDigits(random.nextLong()), 1)
                + extra
                + "Content-Length: 0\r\n\r\n";
    }

    String invite(String number, InetSocketAddress local) {
        var here = "IN IP4 " + local.getAddress().getHostAddress() + "\r\n";
        var body =
                String.join(
                        "",
                        "v=0\r\no=- 1 1 " + here,
                        "s=-\r\nc=" + here,
                        "t=0 0\r\nm=audio 9 RTP/AVP 0\r\n");
        return head("INVITE", number, local, HexFormat.of().toHexDigits(random.nextLong()), 1)
                + "Content-Type: application/sdp\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    /** A registration that goes on a call of before. */
    String register(String user, InetSocketAddress local, String callId, String authorization) {
        return head("REGISTER", user, local, callId, 2)
                + "Authorization: "
                + authorization
                + "\r\nExpires: 60\r\nContent-Length: 0\r\n\r\n";
    }

    /** What REGISTER asks for, and what its digest covers. */
    String domain() {
        return "sip:" + target.getAddress().getHostAddress();
    }

    private String head(
            String method, String user, InetSocketAddress local, String callId, int number) {
        var here = local.getAddress().getHostAddress();
        var there = target.getAddress().getHostAddress();
        boolean registers = method.equals("REGISTER");
        var from = registers ? user : "flood";
        return "%s %s SIP/2.0\r\n"
                        .formatted(method, registers ? domain() : "sip:" + user + "@" + there)
                + "Via: SIP/2.0/UDP %s:%d;rport;branch=z9hG4bK%016x\r\n"
                        .formatted(here, local.getPort(), random.nextLong())
                + "Max-Forwards: 70\r\nFrom: <sip:%s@%s>;tag=%08x\r\n"
                        .formatted(from, there, random.nextInt())
                + "To: <sip:%s@%s>\r\nCall-ID: %s\r\nCSeq: %d %s\r\n"
                        .formatted(user, there, callId, number, method)
                + "Contact: <sip:%s@%s:%d>\r\n".formatted(from, here, local.getPort());
    }
}
