package org.strowger.harness.figures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.strowger.harness.load.watch.ProcessView;

/** Another relay to compare with, in user space with one thread, driven by its ng protocol. */
final class Rtpengine implements Relaying {

    private static final String PROGRAM = "rtpengine";
    private static final int NG_PORT = 22_222;
    private static final List<String> COMMAND =
            List.of(
                    PROGRAM,
                    "--table=-1",
                    "--num-threads=1",
                    "--foreground",
                    "--log-stderr",
                    "--log-level=4",
                    "--interface=127.0.0.1",
                    "--listen-ng=127.0.0.1:" + NG_PORT,
                    "--port-min=40000",
                    "--port-max=59999");

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ANSWER_MILLIS = 500;
    private static final Pattern AUDIO = Pattern.compile("m=audio (\\d+) ");

    private final Process process;
    private final DatagramSocket ng;
    private final InetSocketAddress phones;
    private int cookie;
    private int calls;

    private Rtpengine(Process process, DatagramSocket ng, InetSocketAddress phones) {
        this.process = process;
        this.ng = ng;
        this.phones = phones;
    }

    static boolean isInstalled() {
        var path = String.valueOf(System.getenv("PATH"));
        for (var folder : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, PROGRAM))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Starts it; its output goes to a file in the folder.
     *
     * @param before its command: what pins it
     * @param phones where all parties are
     */
    static Rtpengine start(List<String> before, Path folder, InetSocketAddress phones)
            throws IOException {
        var command = new ArrayList<>(before);
        command.addAll(COMMAND);
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("rtpengine.log").toFile())
                        .start();
        var ng = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        ng.setSoTimeout(ANSWER_MILLIS);
        var engine = new Rtpengine(process, ng, phones);
        engine.awaitPing();
        return engine;
    }

    private void awaitPing() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0 && process.isAlive()) {
            try {
                if (ask("d7:command4:pinge").contains("pong")) {
                    return;
                }
            } catch (SocketTimeoutException _) {
                // It does not listen yet.
            }
        }
        close();
        throw new IllegalStateException("rtpengine does not answer; see rtpengine.log");
    }

    @Override
    public String name() {
        return PROGRAM;
    }

    @Override
    public List<InetSocketAddress> relay(int more) throws IOException {
        var ports = new ArrayList<InetSocketAddress>();
        for (int end = calls + more; calls < end; calls++) {
            int forCalled = port(ask(message("offer", calls)));
            int forCaller = port(ask(message("answer", calls)));
            ports.add(at(forCaller));
            ports.add(at(forCalled));
        }
        return ports;
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static int port(String answer) {
        var audio = AUDIO.matcher(answer);
        if (!audio.find()) {
            throw new IllegalStateException("rtpengine answers " + answer);
        }
        return Integer.parseInt(audio.group(1));
    }

    private String message(String command, int call) {
        var sdp =
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                        + phones.getPort()
                        + " RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
        var text = new StringBuilder("d");
        put(text, "call-id", "call" + call);
        put(text, "command", command);
        put(text, "from-tag", "a" + call);
        put(text, "sdp", sdp);
        if (command.equals("answer")) {
            put(text, "to-tag", "b" + call);
        }
        return text.append('e').toString();
    }

    private static void put(StringBuilder text, String key, String value) {
        text.append(key.length()).append(':').append(key);
        text.append(value.length()).append(':').append(value);
    }

    /** One question and its answer, both bencoded behind a cookie. */
    private String ask(String message) throws IOException {
        cookie++;
        var octets = (cookie + " " + message).getBytes(UTF_8);
        ng.send(new DatagramPacket(octets, octets.length, at(NG_PORT)));
        var answer = new DatagramPacket(new byte[8_192], 8_192);
        String text;
        do {
            ng.receive(answer);
            text = new String(answer.getData(), 0, answer.getLength(), UTF_8);
        } while (!text.startsWith(cookie + " "));
        return text;
    }

    @Override
    public long cpuNanos() {
        return (long) (new ProcessView(process.pid()).cpuSeconds() * 1e9);
    }

    @Override
    public void close() {
        ng.close();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
