package org.strowger.harness.phone;

import java.util.UUID;

/**
 * The dialog of one call (RFC 3261, section 12), as far as a test phone needs it: no route set.
 * Guarded by the phone's monitor.
 */
final class Dialog {

    final String callId;
    final String localUri;
    final String remoteUri;
    final String contact;
    final String localTag = token();
    String remoteTag = "";
    String remoteTarget;
    int sequence;

    Dialog(String callId, String localUri, String remoteUri, String contact, String target) {
        this.callId = callId;
        this.localUri = localUri;
        this.remoteUri = remoteUri;
        this.contact = contact;
        this.remoteTarget = target;
    }

    static String token() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    static String branch() {
        return "z9hG4bK" + token();
    }

    /** A request of ours with the next number. */
    SipText request(String method, String via) {
        sequence++;
        return numbered(method, via, sequence);
    }

    /** A request of ours; ACK and CANCEL take the number of their INVITE. */
    SipText numbered(String method, String via, int number) {
        var to = "<" + remoteUri + ">" + (remoteTag.isEmpty() ? "" : ";tag=" + remoteTag);
        return SipText.of(method + " " + remoteTarget + " SIP/2.0")
                .with("Via", via)
                .with("Max-Forwards", "70")
                .with("From", "<" + localUri + ">;tag=" + localTag)
                .with("To", to)
                .with("Call-ID", callId)
                .with("CSeq", number + " " + method)
                .with("Contact", "<" + contact + ">");
    }

    /** A response of ours to a request of this dialog, or to the one that begins it. */
    SipText response(SipText request, int status, String reason) {
        return request.response(status + " " + reason, localTag)
                .with("Contact", "<" + contact + ">");
    }
}
