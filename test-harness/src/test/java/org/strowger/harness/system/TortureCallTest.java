package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.ProjectFolder;

/**
 * The messages of RFC 4475 and RFC 5118 over real sockets. What becomes of each is asserted by the
 * tests of {@code switch/sip}; here they meet a whole running switch, which goes on.
 */
@Tag("loopback")
class TortureCallTest {

    private static final Pattern STATUS = Pattern.compile("^SIP/2\\.0 (\\d{3}) ");
    private static final int BEGINNING = 12;
    private static final int PATIENCE_MILLIS = 500;

    @Rfc(number = 4475, section = "3")
    @Rfc(number = 5118, section = "4")
    @ParameterizedTest
    @CsvSource({"rfc4475, 49", "rfc5118, 12"})
    void everyMessageIsAnsweredOrDroppedAndTheSwitchGoesOn(String rfc, int count)
            throws IOException {
        var conf = ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS);
        try (var loopback = Loopback.start("torture-" + rfc, conf)) {
            var strowger = loopback.strowger();
            var messages = messages(rfc);
            assertEquals(count, messages.size());
            try (var udp = RawPeer.open("torture", strowger.sip())) {
                for (var message : messages) {
                    udp.send(Files.readAllBytes(message));
                }
            }
            assertAnswers(answers(messages, strowger.sip()));
            try (var phone = Phone.anonymous("5551001", strowger.sip())) {
                var call = phone.dial("4004");
                call.awaitAnswer(Loopback.SOON);
                call.hangUp();
            }
            strowger.awaitAtRest(Loopback.AT_REST);
            assertEquals(0, strowger.count("counter.sip.internal_error"));
        }
    }

    private static List<Path> messages(String rfc) throws IOException {
        var folder = ProjectFolder.find().resolve("switch/sip/src/test/resources").resolve(rfc);
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dat")).sorted().toList();
        }
    }

    /** Each on a connection of its own: the status of the first answer, or 0 for none. */
    private static Map<String, Integer> answers(List<Path> messages, InetSocketAddress sip)
            throws IOException {
        var sockets = new TreeMap<String, Socket>();
        try {
            for (var message : messages) {
                var socket = new Socket(sip.getAddress(), sip.getPort());
                sockets.put(message.getFileName().toString(), socket);
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.getOutputStream().write(Files.readAllBytes(message));
            }
            var answers = new TreeMap<String, Integer>();
            for (var socket : sockets.entrySet()) {
                answers.put(socket.getKey(), answer(socket.getValue()));
            }
            return answers;
        } finally {
            for (var socket : sockets.values()) {
                socket.close();
            }
        }
    }

    private static int answer(Socket socket) throws IOException {
        var said = new byte[BEGINNING];
        try {
            int length = socket.getInputStream().readNBytes(said, 0, BEGINNING);
            var status = STATUS.matcher(new String(said, 0, length, ISO_8859_1));
            return status.find() ? Integer.parseInt(status.group(1)) : 0;
        } catch (SocketTimeoutException _) {
            return 0; // It was dropped, or more of it is waited for.
        }
    }

    private static void assertAnswers(Map<String, Integer> answers) {
        long answered = answers.values().stream().filter(status -> status > 0).count();
        assertTrue(answered > answers.size() / 2, answers::toString);
        assertTrue(!answers.containsValue(500), answers::toString);
    }
}
