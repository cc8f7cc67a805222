package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.function.Predicate;
import org.strowger.harness.phone.SipText;

/** The other end of one connection: it says what a test tells it to, word for word. One thread. */
final class StreamPeer implements AutoCloseable {

    private final Socket socket;

    StreamPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) Loopback.SOON.toMillis());
    }

    void send(SipText message) throws IOException {
        socket.getOutputStream().write(message.octets());
        socket.getOutputStream().flush();
    }

    /** The next message that is so; what comes before it is passed over. */
    SipText await(Predicate<SipText> wanted) throws IOException {
        while (true) {
            var message = next();
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    /** The next request of that method. */
    SipText awaitRequest(String method) throws IOException {
        return await(message -> message.isRequest() && message.method().equals(method));
    }

    private SipText next() throws IOException {
        var text = new ByteArrayOutputStream();
        while (!text.toString(US_ASCII).endsWith("\r\n\r\n")) {
            text.write(octet());
            if (text.toString(US_ASCII).equals("\r\n")) {
                text.reset(); // A keep-alive.
            }
        }
        var head = SipText.parse(text.toByteArray(), text.size());
        for (int left = Integer.parseInt(head.first("Content-Length")); left > 0; left--) {
            text.write(octet());
        }
        return SipText.parse(text.toByteArray(), text.size());
    }

    private int octet() throws IOException {
        int octet = socket.getInputStream().read();
        if (octet < 0) {
            throw new EOFException("the switch has closed the connection");
        }
        return octet;
    }

    /** Two line ends, which come next, and answers them with one (RFC 5626, section 3.5.1). */
    void awaitKeepAlive() throws IOException {
        var octets = new ByteArrayOutputStream();
        while (octets.size() < RawPhone.KEEP_ALIVE.length()) {
            octets.write(octet());
        }
        assertEquals(RawPhone.KEEP_ALIVE, octets.toString(US_ASCII));
        socket.getOutputStream().write("\r\n".getBytes(US_ASCII));
    }

    /** Answers a request, without a body. */
    void answer(SipText request, int status) throws IOException {
        answer(request, status, "");
    }

    /** The same with more header lines, separated by newlines. */
    void answer(SipText request, int status, String more) throws IOException {
        send(RawPhone.with(request.response(status + " As told", "stream"), more));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
