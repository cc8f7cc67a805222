package org.strowger.harness.bench;

import java.nio.charset.StandardCharsets;

/** What a caller's phone sends in a call, each call with a number of its own. */
public final class CallerTexts {

    private static final String SDP =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.9
            s=-
            c=IN IP4 127.0.0.9
            t=0 0
            m=audio 40000 RTP/AVP 0 8 96
            a=rtpmap:96 telephone-event/8000
            """
                    .replace("\n", "\r\n");

    private static final String OFFER =
            """
            Contact: <sip:5551001@127.0.0.9:5062>
            Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE
            Supported: timer, replaces
            User-Agent: bench
            Content-Type: application/sdp
            """
                    .replace("\n", "\r\n");

    /** Inside a dialog it is the tags that count. */
    private static final String TO = "4001";

    private CallerTexts() {}

    static byte[] invite(long call) {
        return invite(call, "4001");
    }

    /** An INVITE for that number. */
    public static byte[] invite(long call, String dialled) {
        return request("INVITE", dialled, call, 1, "", OFFER, SDP);
    }

    /**
     * The ACK of a 200.
     *
     * @param toTag of the answer, from its {@code ;} on
     */
    public static byte[] ack(long call, String toTag) {
        return request("ACK", TO, call, 1, toTag, "", "");
    }

    /** The end of the call. */
    public static byte[] bye(long call, String toTag) {
        return request("BYE", TO, call, 2, toTag, "", "");
    }

    /** The parameter that the switch has put behind To. */
    public static String toTag(String answer) {
        int tag = answer.indexOf(";tag=", answer.indexOf("\r\nTo:"));
        return answer.substring(tag, answer.indexOf("\r\n", tag));
    }

    private static byte[] request(
            String method,
            String dialled,
            long call,
            int cseq,
            String toTag,
            String more,
            String body) {
        var text =
                method
                        + " sip:"
                        + dialled
                        + "@127.0.0.1:5060 SIP/2.0\r\n"
                        + "Via: SIP/2.0/UDP 127.0.0.9:5062;branch=z9hG4bK-524287-"
                        + call
                        + method
                        + ";rport\r\nMax-Forwards: 70\r\n"
                        + "From: \"Caller\" <sip:5551001@127.0.0.9:5062>;tag=8f2a"
                        + call
                        + "\r\nTo: <sip:"
                        + dialled
                        + "@127.0.0.1:5060>"
                        + toTag
                        + "\r\nCall-ID: 1-"
                        + call
                        + "@127.0.0.9\r\nCSeq: "
                        + cseq
                        + ' '
                        + method
                        + "\r\n"
                        + more
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
