package org.strowger.harness.sipp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.strowger.harness.audio.MuLaw;
import org.strowger.harness.audio.Tone;
import org.strowger.harness.process.Bounded;
import org.strowger.harness.process.Ports;

/** What one run of SIPp 3.6.1 shall do; each method returns the same object. */
public final class Sipp {

    /** SIPp's statistics lag one report behind unless it ends by itself. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final String scenario;
    private final Path folder;
    private final List<String> options = new ArrayList<>();
    private Duration limit = Duration.ofSeconds(60);
    private String local = "127.0.0.1";
    private OptionalInt mediaPort = OptionalInt.empty();

    private Sipp(String scenario, Path folder) {
        this.scenario = scenario;
        this.folder = folder;
    }

    /**
     * A run of a scenario.
     *
     * @param scenario name of a file in {@code resources/sipp}, without .xml
     * @param folder for its files: scenario, CSV, sound, statistics, logs; made if need be
     */
    public static Sipp scenario(String scenario, Path folder) {
        return new Sipp(scenario, folder);
    }

    /** Where a caller sends its requests, and an agent its answers by default. */
    public Sipp to(InetSocketAddress remote) {
        options.addFirst(remote.getHostString() + ":" + remote.getPort());
        return this;
    }

    /** The address for all but the control socket; 127.0.0.1 unless set. */
    public Sipp from(String address) {
        local = address;
        return this;
    }

    /** The SIP port to bind. */
    public Sipp port(int port) {
        return with("-p", port);
    }

    /** Over TCP, by one connection; over UDP unless set. */
    public Sipp tcp() {
        return with("-t", "t1");
    }

    /**
     * Base of the ports for sound. Two sockets are bound, to it and to the next but one; rtp_stream
     * announces and sends all calls from the first; keys go out from this port plus four a call, by
     * a raw socket, and nobody listens there. Unless set it is a free one: by itself SIPp would
     * take 6000 even where there is no sound, which may be somebody's SIP port.
     */
    public Sipp media(int port) {
        mediaPort = OptionalInt.of(port);
        return this;
    }

    /** How many calls to make or take before it ends by itself. */
    public Sipp calls(int calls) {
        return with("-m", calls);
    }

    /** New calls a second. */
    public Sipp rate(int perSecond) {
        return with("-r", perSecond);
    }

    /** At most so many calls at a time. */
    public Sipp atOnce(int calls) {
        return with("-l", calls);
    }

    /** Length of pauses that give no length of their own: the talk time. */
    public Sipp pause(Duration duration) {
        return with("-d", duration.toMillis());
    }

    /** A value for {@code [name]} in the scenario. */
    public Sipp value(String name, Object value) {
        options.addAll(List.of("-key", name, String.valueOf(value)));
        return this;
    }

    /**
     * Rows of values, one a call, again from the top after the last: [field0], [field1] and so on.
     */
    public Sipp rows(List<String> rows) {
        write("rows.csv", "SEQUENTIAL\n" + String.join("\n", rows) + "\n");
        return with("-inf", "rows.csv");
    }

    /** Rows for uac-register: a user and a password each. */
    public Sipp users(Map<String, String> passwords) {
        return rows(
                passwords.entrySet().stream()
                        .map(user ->
                                "%s;[authentication username=%s password=%s]"
                                        .formatted(user.getKey(), user.getKey(), user.getValue()))
                        .toList());
    }

    /** Within which it must be done, else it is killed and has failed. */
    public Sipp limit(Duration duration) {
        limit = duration;
        return this;
    }

    /** Starts it. */
    public SippRun start() {
        resource();
        tone(440);
        tone(660);
        var command = new ArrayList<>(List.of("sipp"));
        command.addAll(options);
        command.addAll(List.of("-mp", String.valueOf(mediaPort.orElseGet(Ports::media))));
        command.addAll(List.of("-sf", scenario + ".xml", "-i", local, "-mi", local));
        command.addAll(List.of("-nostdin", "-trace_stat", "-stf", "stat.csv", "-fd", "1"));
        command.addAll(List.of("-trace_err", "-error_file", "errors.log"));
        command.addAll(List.of("-timeout", limit.toSeconds() + "s", "-timeout_error"));
        command.addAll(List.of("-timer_resol", "5", "-skip_rlimit", "-ci", "127.0.0.1"));
        var log = folder.resolve("sipp.log");
        return new SippRun(
                scenario, folder, Bounded.start(command, folder, log, limit.plus(GRACE)));
    }

    /** Starts it and waits for its end. */
    public SippResult run() {
        try (var run = start()) {
            return run.await();
        }
    }

    private Sipp with(String option, Object value) {
        options.addAll(List.of(option, String.valueOf(value)));
        return this;
    }

    private void resource() {
        var name = "/sipp/" + scenario + ".xml";
        try (var resource = Sipp.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalArgumentException("no scenario " + name);
            }
            Files.createDirectories(folder);
            Files.copy(
                    resource,
                    folder.resolve(scenario + ".xml"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One second of a tone as raw PCMU, for rtp_stream, which repeats it. */
    private void tone(int hertz) {
        var samples = new Tone(hertz).next(Tone.RATE);
        var octets = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            octets[i] = MuLaw.encode(samples[i]);
        }
        try {
            Files.write(folder.resolve(hertz + ".pcmu"), octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
