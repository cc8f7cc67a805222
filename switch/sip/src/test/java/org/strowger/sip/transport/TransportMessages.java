package org.strowger.sip.transport;

/** Messages for the wire. */
final class TransportMessages {

    private TransportMessages() {}

    static String request(String method, String callId, String sentBy, String... headers) {
        var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return method
                + " sip:4000@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP "
                + sentBy
                + ";rport;branch=z9hG4bK-"
                + callId
                + "\r\nFrom: <sip:a@127.0.0.1>;tag=f\r\nTo: <sip:4000@127.0.0.1>\r\nCall-ID: "
                + callId
                + "\r\nCSeq: 1 "
                + method
                + "\r\n"
                + more
                + "\r\n";
    }

    static String stream(String method, String callId) {
        return request(method, callId, "h", "Content-Length: 0");
    }
}
