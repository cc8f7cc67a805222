package org.strowger.harness.baresip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.audio.Tone;
import org.strowger.harness.audio.Wav;
import org.strowger.harness.process.Bounded;
import org.strowger.harness.process.Ports;
import tools.jackson.databind.JsonNode;

/** One baresip: starts, calls or is called, and tells what it heard. */
public final class Baresip implements AutoCloseable {

    private static final String TLS = ";transport=tls";
    private static final String TCP = ";transport=tcp";
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration COMMAND = Duration.ofSeconds(5);
    private static final int TONE_SECONDS = 60;

    private final Path folder;
    private final InetSocketAddress server;
    private final String transport;
    private final Bounded process;
    private final ControlSocket control;
    private final InetSocketAddress address;

    private Baresip(
            Path folder,
            InetSocketAddress server,
            String transport,
            Bounded process,
            ControlSocket control,
            InetSocketAddress address) {
        this.folder = folder;
        this.server = server;
        this.transport = transport;
        this.process = process;
        this.control = control;
        this.address = address;
    }

    /** A caller whom the switch does not know; it speaks a tone. */
    public static Baresip caller(
            String number, InetSocketAddress server, double hertz, Path folder) {
        return start(number, null, server, "", "", hertz, folder);
    }

    /**
     * The same, with its voice encrypted.
     *
     * @param how baresip's name for it, as {@code srtp}, {@code srtp-mand} or {@code dtls_srtp}
     */
    public static Baresip encryptingCaller(
            String number, InetSocketAddress server, String how, double hertz, Path folder) {
        return start(number, null, server, "", how, hertz, folder);
    }

    /** The same over TLS; it takes any certificate. */
    public static Baresip tlsCaller(
            String number, InetSocketAddress server, double hertz, Path folder) {
        return start(number, null, server, TLS, "", hertz, folder);
    }

    /** The same over TCP. */
    public static Baresip tcpCaller(
            String number, InetSocketAddress server, double hertz, Path folder) {
        return start(number, null, server, TCP, "", hertz, folder);
    }

    /** An agent's phone as the one below, over TCP. */
    public static Baresip tcpAgent(
            String user, String password, InetSocketAddress server, double hertz, Path folder) {
        return registered(start(user, password, server, TCP, "", hertz, folder));
    }

    /** An agent's phone as the one below, over TLS. */
    public static Baresip tlsAgent(
            String user, String password, InetSocketAddress server, double hertz, Path folder) {
        return registered(start(user, password, server, TLS, "", hertz, folder));
    }

    /** An agent's phone: registers, answers every call at once, speaks a tone. */
    public static Baresip agent(
            String user, String password, InetSocketAddress server, double hertz, Path folder) {
        return registered(start(user, password, server, "", "", hertz, folder));
    }

    /** The same, with its voice encrypted as {@link #encryptingCaller} has it. */
    public static Baresip encryptingAgent(
            String user,
            String password,
            InetSocketAddress server,
            String how,
            double hertz,
            Path folder) {
        return registered(start(user, password, server, "", how, hertz, folder));
    }

    private static Baresip registered(Baresip agent) {
        try {
            agent.process.awaitOutput("registration", Baresip::saysRegistered, START);
            return agent;
        } catch (RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    /** A phone that answers every call at once but registers nowhere. */
    public static Baresip answerer(
            String user, InetSocketAddress server, double hertz, Path folder) {
        return start(user, null, server, "", "", hertz, folder);
    }

    /** Where it takes SIP. */
    public InetSocketAddress address() {
        return address;
    }

    /** Calls a number at the server. */
    public void dial(String number) {
        var uri =
                "sip:%s@%s:%d%s"
                        .formatted(number, server.getHostString(), server.getPort(), transport);
        command("dial", uri);
    }

    /** Presses keys one after the other. */
    public void press(String keys) {
        command("sndcode", keys);
    }

    public void hangUp() {
        command("hangup", "");
    }

    public void awaitEstablished(Duration limit) {
        control.await("established call", 0, m -> type(m).equals("CALL_ESTABLISHED"), limit);
    }

    /** Waits until keys were agreed on by DTLS: there is no voice before. */
    public void awaitHandshake(Duration limit) {
        process.awaitOutput("a handshake", o -> o.contains("DTLS-SRTP complete"), limit);
    }

    public void awaitClosed(Duration limit) {
        control.await("closed call", 0, m -> type(m).equals("CALL_CLOSED"), limit);
    }

    /** Waits until these keys, and no others, were pressed by the peer. */
    public void awaitKeys(String keys, Duration limit) {
        control.await("keys " + keys, 0, _ -> keysHeard().equals(keys), limit);
    }

    /** Keys the peer pressed so far. */
    public String keysHeard() {
        return control.events("CALL_DTMF_START").stream()
                .map(event -> event.path("param").asString(""))
                .collect(Collectors.joining());
    }

    /** What it heard in its call; whole only once it has {@link #quit}. */
    public Wav heard() {
        return dump("dec");
    }

    /** What it said in its call; whole only once it has {@link #quit}. */
    public Wav said() {
        return dump("enc");
    }

    /** Ends it in its own way, so that its recordings are whole. */
    public void quit() {
        control.command("quit", "");
        process.await();
    }

    /** SIGKILL: not a word more. */
    public void kill9() {
        process.kill();
    }

    @Override
    public void close() {
        control.close();
        process.close();
    }

    private static Baresip start(
            String user,
            @Nullable String password,
            InetSocketAddress server,
            String transport,
            String encryption,
            double hertz,
            Path folder) {
        int sip = Ports.free();
        int control = Ports.free();
        var at = "%s:%d%s".formatted(server.getHostString(), server.getPort(), transport);
        write(folder, user, password, at, encryption, sip, control);
        new Wav(Tone.RATE, new Tone(hertz).next(TONE_SECONDS * Tone.RATE))
                .write(folder.resolve("tone.wav"));
        var process =
                Bounded.start(
                        List.of("baresip", "-f", folder.toString()),
                        folder,
                        folder.resolve("baresip.log"),
                        Duration.ofSeconds(TONE_SECONDS + 30));
        try {
            process.awaitOutput("'baresip is ready'", o -> o.contains("baresip is ready"), START);
            return new Baresip(
                    folder, server, transport, process, new ControlSocket(control), Ports.at(sip));
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static void write(
            Path folder,
            String user,
            @Nullable String password,
            String server,
            String encryption,
            int sip,
            int control) {
        var account =
                "<sip:%s@%s>;audio_codecs=PCMU;answermode=auto;regint=%d%s%s\n"
                        .formatted(
                                user,
                                server,
                                password == null ? 0 : 3600,
                                password == null ? "" : ";auth_pass=" + password,
                                encryption.isEmpty() ? "" : ";mediaenc=" + encryption);
        try {
            Files.createDirectories(folder.resolve("recordings"));
            Files.writeString(folder.resolve("accounts"), account);
            Files.writeString(folder.resolve("contacts"), "");
            Files.writeString(folder.resolve("config"), config(folder, encryption, sip, control));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of 1.0.0: the TLS port is the SIP port plus one; stdio wants a terminal. */
    private static String config(Path folder, String encryption, int sip, int control) {
        return """
        sip_listen 127.0.0.1:%d
        net_interface 127.0.0.1
        call_local_timeout 120
        call_max_calls 4
        audio_source aufile,%s/tone.wav
        rtp_ports 13000-13998
        rtcp_enable yes
        rtcp_mux yes
        jitter_buffer_type fixed
        jitter_buffer_delay 2-10
        module_path /usr/lib/baresip/modules
        module g711.so
        %s\
        module aufile.so
        module sndfile.so
        module account.so
        module menu.so
        module ctrl_tcp.so
        ctrl_tcp_listen 127.0.0.1:%d
        snd_path %s/recordings
        """
                .formatted(sip, folder, module(encryption), control, folder);
    }

    private static String module(String encryption) {
        return switch (encryption) {
            case "" -> "";
            case "dtls_srtp" -> "module dtls_srtp.so\n";
            default -> "module srtp.so\n";
        };
    }

    private void command(String command, String parameters) {
        int before = control.count();
        control.command(command, parameters);
        var response =
                control.await(
                        "response to " + command,
                        before,
                        m -> m.path("response").asBoolean(false),
                        COMMAND);
        if (!response.path("ok").asBoolean(false)) {
            throw new IllegalStateException("baresip refuses " + command + ": " + response);
        }
    }

    /** The event may come before anybody listens to events; the log has it in any case. */
    private static boolean saysRegistered(String log) {
        return log.lines().anyMatch(line -> line.matches(".*/(UDP|TCP|TLS)/.* 200 .*"));
    }

    private Wav dump(String side) {
        try (var files = Files.list(folder.resolve("recordings"))) {
            return files.filter(file -> file.toString().endsWith("-" + side + ".wav"))
                    .max(Comparator.naturalOrder())
                    .map(Wav::read)
                    .orElseThrow(() -> new IllegalStateException("baresip recorded nothing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(JsonNode message) {
        return message.path("type").asString("");
    }
}
