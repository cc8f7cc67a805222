package org.strowger.harness.city;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A telephone of the city: what every SIP user agent does by itself, in as little code as it takes.
 * It is not the switch's code, so that a mistake there does not meet its twin.
 */
abstract class Phone implements Network.Host {

    /** RFC 3261's T1 and T2, and 64*T1. */
    static final long T1 = 500_000;

    static final long T2 = 4_000_000;
    static final long TIMEOUT = 64 * T1;

    private final Street street;
    private final InetSocketAddress address;
    private final String host;
    private final String user;
    private final Map<String, Asking> asked = new LinkedHashMap<>();

    Phone(Street street, InetSocketAddress address, String user) {
        this.street = street;
        this.address = address;
        this.host = address.getAddress().getHostAddress() + ':' + address.getPort();
        this.user = user;
    }

    /** A request came. */
    abstract void request(Message request);

    /** A response to an INVITE came. */
    abstract void inviteResponse(Message response);

    final Street street() {
        return street;
    }

    final InetSocketAddress address() {
        return address;
    }

    /** {@code address:port} as headers have it. */
    final String host() {
        return host;
    }

    final String user() {
        return user;
    }

    final String contact() {
        return "Contact: <sip:"
                + user
                + '@'
                + host
                + ">\r\nAllow: INVITE, ACK, CANCEL, BYE, UPDATE\r\n";
    }

    final String via(String branch) {
        return "Via: SIP/2.0/UDP " + host + ";branch=" + branch + "\r\n";
    }

    final String newBranch() {
        return "z9hG4bK" + street.token();
    }

    @Override
    public final void receive(byte[] octets, InetSocketAddress from) {
        var message = Message.of(new String(octets, UTF_8));
        if (!message.isResponse()) {
            request(message);
        } else if (message.method().equals("INVITE")) {
            inviteResponse(message);
        } else {
            var asking = asked.get(message.branch() + message.method());
            if (asking != null && message.status() >= 200) {
                asking.answered(message);
            }
        }
    }

    final void send(String text) {
        street.network().send(address, Street.SWITCH, text.getBytes(UTF_8));
    }

    /** Sends a request but INVITE and ACK until it is answered: null when it never was. */
    final void ask(String branch, String method, String text, Consumer<@Nullable Message> told) {
        var asking = new Asking(branch + method, text, told);
        asked.put(asking.key, asking);
        asking.send(T1);
    }

    /** Forgets what it waits for. */
    final void forgetAll() {
        asked.values().forEach(Asking::stop);
        asked.clear();
    }

    /** A response with what the request says of the dialog. */
    final String response(Message request, int status, String tag, String more, String sdp) {
        var text = new StringBuilder(512);
        text.append("SIP/2.0 ").append(status).append(" So it is\r\n");
        request.headers("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
        text.append("From: ").append(request.header("From")).append("\r\nTo: ");
        text.append(request.header("To"));
        if (!tag.isEmpty() && request.toTag().isEmpty()) {
            text.append(";tag=").append(tag);
        }
        text.append("\r\nCall-ID: ").append(request.header("Call-ID"));
        text.append("\r\nCSeq: ").append(request.header("CSeq")).append("\r\n").append(more);
        return text.append(body(sdp)).toString();
    }

    static String body(String sdp) {
        var type = sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
        return type + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp;
    }

    final String sdp() {
        var ip = address.getAddress().getHostAddress();
        return "v=0\r\no=- 1 1 IN IP4 "
                + ip
                + "\r\ns=-\r\nc=IN IP4 "
                + ip
                + "\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\n"
                + "a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n";
    }

    /** One request on its way. */
    private final class Asking {
        private final String key;
        private final String text;
        private final Consumer<@Nullable Message> told;
        private final long began = street.now();
        private Agenda.@Nullable Entry again;

        Asking(String key, String text, Consumer<@Nullable Message> told) {
            this.key = key;
            this.text = text;
            this.told = told;
        }

        void send(long interval) {
            if (street.now() - began >= TIMEOUT) {
                asked.remove(key);
                told.accept(null);
                return;
            }
            Phone.this.send(text);
            again = street.agenda().after(interval, () -> send(Math.min(T2, 2 * interval)));
        }

        void answered(Message response) {
            stop();
            asked.remove(key);
            told.accept(response);
        }

        void stop() {
            if (again != null) {
                again.cancel();
            }
        }
    }
}
