package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.process.SwitchProcess;

/**
 * The messages of RFC 4475 and RFC 5118 over real sockets, at a running switch that goes on: each
 * gets the very answer that its table says. All are sent before the first answer is read, each from
 * an address of its own, so that every answer is known by where it comes to.
 */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class TortureCallTest {

    private static final Pattern STATUS = Pattern.compile("^SIP/2\\.0 (\\d{3}) ");
    private static final Pattern PORT = Pattern.compile(":[ \\t]*(\\d+)[ \\t]*$");
    private static final Pattern TOP_VIA =
            Pattern.compile(
                    "(?im)^v(?:ia)?[ \\t]*:([^;,\\r]*(?:\\r\\n[ \\t][^;,\\r]*)*)([^,\\r]*)");
    private static final String ACCEPTED = "accepted";
    private static final int SIP = 5_060;
    private static final int A_WHILE_MILLIS = 300;

    private Loopback loopback;
    private SwitchProcess strowger;

    @BeforeAll
    void start() {
        var conf = ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS);
        loopback = Loopback.start("torture", conf);
        strowger = loopback.strowger();
    }

    @AfterAll
    void stop() {
        loopback.close();
    }

    @AfterEach
    void theSwitchGoesOn() {
        try (var phone = Phone.anonymous("5551001", strowger.sip())) {
            var call = phone.dial("4004");
            call.awaitAnswer(Loopback.SOON);
            call.hangUp();
        }
        strowger.awaitAtRest(Loopback.AT_REST);
        assertEquals(0, strowger.count("counter.sip.internal_error"));
    }

    @Rfc(number = 4475, section = "3")
    @Rfc(number = 5118, section = "4")
    @Test
    void everyDatagramGetsTheAnswerOfItsTable() throws IOException {
        var peers = new ArrayList<DatagramPeer>();
        try {
            for (var message : TortureMessages.all()) {
                peers.add(new DatagramPeer(message, strowger.sip()));
            }
            var expected = new TreeMap<String, String>();
            var actual = new TreeMap<String, String>();
            for (var peer : peers) {
                expected.put(peer.message.toString(), peer.message.treatment());
                actual.put(peer.message.toString(), peer.treatment());
            }
            assertEquals(expected, actual);
        } finally {
            peers.forEach(DatagramPeer::close);
        }
    }

    /**
     * Sends a message, and something harmless where nothing is answered: that is answered first.
     */
    private static final class DatagramPeer implements AutoCloseable {
        private final TortureMessages.Message message;
        private final RawPeer sender;
        private final RawPeer receiver;

        DatagramPeer(TortureMessages.Message message, InetSocketAddress sip) throws IOException {
            this.message = message;
            var address = Ports.ownAddress();
            this.sender = RawPeer.open("torture", address, SIP, sip);
            int port = answeredAt(message.octets());
            this.receiver = port == SIP ? sender : RawPeer.open("torture", address, port, sip);
            sender.send(message.octets());
            if (message.treatment().equals("dropped")) {
                receiver.send(receiver.request("OPTIONS", 4_475, "4004"));
            }
        }

        /** The port of the first Via, but with rport that of the source (RFC 3581). */
        private static int answeredAt(byte[] octets) {
            var via = TOP_VIA.matcher(new String(octets, ISO_8859_1));
            if (!via.find() || via.group(2).contains("rport")) {
                return SIP;
            }
            var port = PORT.matcher(via.group(1));
            return port.find() ? Integer.parseInt(port.group(1)) : SIP;
        }

        String treatment() throws IOException {
            try {
                var answer = next();
                // An INVITE that had to wait has its 100 before anybody has looked at it.
                return answer.equals(ACCEPTED) && !message.treatment().equals(ACCEPTED)
                        ? next()
                        : answer;
            } catch (SocketTimeoutException _) {
                return "no answer";
            }
        }

        private String next() throws IOException {
            return treated(message, new String(receiver.raw(Loopback.SOON), ISO_8859_1));
        }

        @Override
        public void close() {
            sender.close();
            receiver.close();
        }
    }

    /** In the words of the table. */
    private static String treated(TortureMessages.Message message, String answer) {
        var status = STATUS.matcher(answer);
        if (!status.find()) {
            return answer;
        }
        if (message.treatment().equals("dropped") && answer.contains("CSeq: 4475 OPTIONS")) {
            return "dropped";
        }
        return status.group(1).equals("100") ? ACCEPTED : status.group(1);
    }

    @Rfc(number = 4475, section = "3")
    @Rfc(number = 5118, section = "4")
    @Test
    void inAStreamEachGetsItToo() throws IOException {
        var sockets = new TreeMap<String, Socket>();
        var expected = new TreeMap<String, String>();
        var actual = new TreeMap<String, String>();
        try {
            for (var message : TortureMessages.all()) {
                sockets.put(message.toString(), connected(message));
                expected.put(message.toString(), message.inAStream());
            }
            for (var message : TortureMessages.all()) {
                actual.put(message.toString(), answer(message, sockets.get(message.toString())));
            }
            assertEquals(expected, actual);
        } finally {
            for (var socket : sockets.values()) {
                socket.close();
            }
        }
    }

    private Socket connected(TortureMessages.Message message) throws IOException {
        var own = InetAddress.ofLiteral(Ports.ownAddress());
        var sip = strowger.sip();
        var socket = new Socket(sip.getAddress(), sip.getPort(), own, 0);
        socket.getOutputStream().write(message.octets());
        if (message.inAStream().equals("dropped")) {
            var harmless =
                    RawSip.request("OPTIONS", "TCP", "Content-Length: 0\r\n\r\n")
                            .replace("CSeq: 1 ", "CSeq: 4475 ");
            socket.getOutputStream().write(harmless.getBytes(ISO_8859_1));
        }
        return socket;
    }

    private static String answer(TortureMessages.Message message, Socket socket)
            throws IOException {
        boolean waits = message.inAStream().equals("waits");
        socket.setSoTimeout(waits ? A_WHILE_MILLIS : (int) Loopback.SOON.toMillis());
        try {
            var text = new StringBuilder();
            int octet = socket.getInputStream().read();
            while (octet >= 0 && !text.append((char) octet).toString().endsWith("\r\n\r\n")) {
                octet = socket.getInputStream().read();
            }
            return treated(message, text.toString());
        } catch (SocketTimeoutException _) {
            return "waits"; // Its rest is waited for.
        }
    }
}
