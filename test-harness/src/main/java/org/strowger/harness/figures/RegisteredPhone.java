package org.strowger.harness.figures;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.phone.Digest;
import org.strowger.harness.phone.SipText;

/**
 * A phone that registers again and again, as softphones do: it keeps the nonce and counts its uses
 * until a 401 brings a new one. Its number is in its Call-ID.
 */
final class RegisteredPhone {

    private static final String CALL_ID = "phone-";
    private static final int MOST_CHALLENGES = 2;

    private final int number;
    private final String user;
    private final String password;
    private final int expires;
    private Digest.@Nullable Challenge challenge;
    private int uses;
    private int sequence;
    private int challenges;

    RegisteredPhone(int number, String user, String password, int expires) {
        this.number = number;
        this.user = user;
        this.password = password;
        this.expires = expires;
    }

    /** Whose phone's response it is; -1 for nobody's. */
    static int numberIn(SipText response) {
        var callId = response.first("Call-ID");
        int at = callId.indexOf('@');
        return callId.startsWith(CALL_ID) && at > 0
                ? Integer.parseInt(callId.substring(CALL_ID.length(), at))
                : -1;
    }

    /** A REGISTER, the first or a refresh. */
    byte[] begin(InetSocketAddress local, InetSocketAddress server) {
        challenges = 0;
        return request(local, server);
    }

    /** The one that was sent last has this number in CSeq. */
    int sequence() {
        return sequence;
    }

    /** The REGISTER after a 401; null when there were enough of them. */
    byte @Nullable [] challenged(
            SipText refusal, InetSocketAddress local, InetSocketAddress server) {
        if (++challenges > MOST_CHALLENGES) {
            return null;
        }
        challenge = Digest.Challenge.of(refusal, Digest.Algorithm.MD5);
        uses = 0;
        return request(local, server);
    }

    private byte[] request(InetSocketAddress local, InetSocketAddress server) {
        sequence++;
        var here = local.getAddress().getHostAddress() + ':' + local.getPort();
        var uri = "sip:" + server.getAddress().getHostAddress() + ':' + server.getPort();
        var me = "<sip:" + user + uri.substring(3).replaceFirst(":", "@") + '>';
        var text =
                new StringBuilder(600)
                        .append("REGISTER ")
                        .append(uri)
                        .append(" SIP/2.0\r\nVia: SIP/2.0/UDP ")
                        .append(here)
                        .append(";branch=z9hG4bKr")
                        .append(number)
                        .append('s')
                        .append(sequence)
                        .append(";rport\r\nMax-Forwards: 70\r\nFrom: ")
                        .append(me)
                        .append(";tag=p")
                        .append(number)
                        .append("\r\nTo: ")
                        .append(me)
                        .append("\r\nCall-ID: " + CALL_ID)
                        .append(number)
                        .append('@')
                        .append(local.getAddress().getHostAddress())
                        .append("\r\nCSeq: ")
                        .append(sequence)
                        .append(" REGISTER\r\nContact: <sip:" + CALL_ID)
                        .append(number)
                        .append('@')
                        .append(here)
                        .append(">\r\nExpires: ")
                        .append(expires)
                        .append("\r\nUser-Agent: bench\r\n");
        return text.append(authorization(uri))
                .append("Content-Length: 0\r\n\r\n")
                .toString()
                .getBytes(US_ASCII);
    }

    private String authorization(String uri) {
        var asked = challenge;
        if (asked == null) {
            return "";
        }
        uses++;
        return "Authorization: "
                + Digest.authorization(asked, user, password, "REGISTER", uri, uses, "c" + number)
                + "\r\n";
    }
}
