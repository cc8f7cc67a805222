package org.strowger.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.ConfigException;
import org.strowger.media.Prompts;
import org.strowger.media.ToneTable;
import org.strowger.records.RecordsException;
import org.strowger.server.conf.ConfReader;

/** The switch as a process: {@code --conf DIR --data DIR [--until-eof]}. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final long STOP_SECONDS = 3_700;
    private static final String USAGE_TEXT =
            """
            usage: --conf DIR --data DIR [--until-eof]
              --until-eof  stops in order, as with SIGTERM, at the end of standard input too: a switch
                           whose standard input is a pipe ends with the process that holds the pipe\
            """;

    private Main() {}

    /** Runs until SIGTERM. Exits with 1 when it cannot start, with 2 on wrong arguments. */
    public static void main(String[] args) {
        boolean untilEof = args.length == 5 && args[4].equals("--until-eof");
        if (!(args.length == 4 || untilEof)
                || !args[0].equals("--conf")
                || !args[2].equals("--data")) {
            System.err.println(USAGE_TEXT);
            System.exit(USAGE);
        }
        System.exit(run(Path.of(args[1]), Path.of(args[3]), untilEof, System.out));
    }

    /**
     * Runs the switch until the process is told to end. Prints one line that begins with {@code
     * ready:} when it takes calls.
     *
     * @param untilEof whether the end of standard input tells it so too
     * @return the exit code, when it could not start
     */
    public static int run(Path conf, Path data, boolean untilEof, PrintStream out) {
        // A peer that begins TLS 1.2 handshakes anew on one connection costs a core.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        Switch running;
        try {
            var read = ConfReader.read(conf);
            read.notes().warnings().forEach(LOG::warn);
            running = Switch.start(read, data);
        } catch (ConfigException | IOException | UncheckedIOException e) {
            return cannotStart(e);
        } catch (RecordsException e) {
            LOG.debug("the records do not open", e);
            return cannotStart(e);
        } catch (RuntimeException | Error e) {
            LOG.error("cannot start", e);
            return cannotStart(e); // Threads may be left: the caller ends the process.
        }
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, stopped), "stop"));
        if (untilEof) {
            Thread.ofPlatform().name("standard-input").daemon().start(Main::exitAtEof);
        }
        out.println("ready: " + running.addresses());
        out.flush();
        awaitQuietly(stopped);
        return 0;
    }

    /**
     * Checks a configuration with its scripts and prompts, without using them. What is allowed but
     * hardly meant is a line on stderr that begins with {@code warning:}.
     *
     * @return what is in it
     * @throws ConfigException with a line for each mistake
     */
    public static Map<String, Integer> check(Path conf) {
        var read = ConfReader.read(conf);
        var plans = Plans.of(read);
        var prompts = Prompts.load(Plans.prompts(read), ToneTable.of(read.sound().tones()));
        FileLimit.check(read);
        var warnings = new ArrayList<>(read.notes().warnings());
        warnings.addAll(plans.warnings());
        warnings.forEach(warning -> System.err.println("warning: " + warning));
        return Map.of(
                "agents", read.agents().size(),
                "queues", read.queues().size(),
                "trunks", read.trunks().size(),
                "numbers", read.numbers().everybody().size() + read.numbers().agentsOnly().size(),
                "scripts", plans.scripts().size(),
                "prompts", prompts.ids().size());
    }

    private static int cannotStart(Throwable problem) {
        boolean ours = problem instanceof ConfigException || problem instanceof RecordsException;
        var text = ours ? problem.getMessage() : oneLine(problem);
        System.err.println("strowger: " + text);
        return FAILED;
    }

    private static String oneLine(Throwable problem) {
        boolean pathOnly = problem instanceof FileSystemException;
        boolean told = problem instanceof IOException || problem instanceof UncheckedIOException;
        var message = problem.getMessage();
        var text = told && !pathOnly && message != null ? message : "cannot start: " + problem;
        return text.lines().collect(Collectors.joining(" "));
    }

    /** What is written there means nothing; a pipe that breaks is at its end. */
    private static void exitAtEof() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
            LOG.info("standard input has ended");
        } catch (IOException e) {
            LOG.info("standard input cannot be read any more: {}", e.getMessage());
        }
        System.exit(0);
    }

    private static void stop(Switch running, CountDownLatch stopped) {
        running.close();
        stopped.countDown();
    }

    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            while (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("still running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
