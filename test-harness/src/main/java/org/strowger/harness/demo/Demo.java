package org.strowger.harness.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.strowger.harness.demo.DemoCall.Choice;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Folders;
import org.strowger.harness.process.SwitchProcess;

/**
 * Starts a switch on free ports with two agents, lets two callers go through the hotline to an
 * agent each, and shows what happens and the records of it. Everything on loopback, under half a
 * minute, and nothing is left running or lying about.
 */
public final class Demo {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Short, so that 64 T1 after the last call can be shown too. */
    private static final int T1_MILLIS = 50;

    private static final String FIRST = "5551001";
    private static final String SECOND = "5551002";

    private Demo() {}

    public static void main(String[] arguments) {
        System.exit(run(System.out));
    }

    /**
     * Runs it.
     *
     * @param out takes the story
     * @return 0 only if both calls went as they should and their records say so
     */
    public static int run(PrintStream out) {
        var story = new Story(out);
        Path folder = temporary();
        try {
            show(story, folder);
            return 0;
        } catch (RuntimeException e) {
            story.tell("this went wrong: " + e);
            return 1;
        } finally {
            Folders.delete(folder);
        }
    }

    private static void show(Story story, Path folder) {
        var conf = ConfFolder.create().agents(2).wrapUpSeconds(2).t1Millis(T1_MILLIS);
        story.tell("the switch starts");
        try (var strowger = SwitchProcess.start(conf, folder)) {
            story.tell("the switch takes calls at " + strowger.sip());
            walk(strowger, story);
            var records = strowger.awaitRecords(2, LIMIT);
            RecordTable.lines(records).forEach(story::line);
            check(records);
            strowger.awaitAtRest(LIMIT);
            story.tell("both calls are over and nothing of them is left in the switch");
        }
    }

    private static void walk(SwitchProcess strowger, Story story) {
        var agents = new LinkedHashMap<String, Phone>();
        try (var first = Phone.anonymous(FIRST, strowger.sip());
                var second = Phone.anonymous(SECOND, strowger.sip())) {
            for (var user : strowger.conf().passwords().entrySet()) {
                var phone = Phone.of(user.getKey(), user.getValue(), strowger.sip());
                agents.put(user.getKey(), phone);
                phone.register();
                story.tell("agent %s's phone registers".formatted(user.getKey()));
            }
            strowger.awaitAgents(agents.size(), "ready", LIMIT);
            together(
                    agents,
                    new DemoCall(
                            story,
                            first,
                            new Choice("2", "English"),
                            new Choice("1", "sales"),
                            440,
                            true),
                    new DemoCall(
                            story,
                            second,
                            new Choice("1", "中文"),
                            new Choice("2", "support"),
                            520,
                            false));
        } finally {
            agents.values().forEach(Phone::close);
        }
    }

    private static void together(Map<String, Phone> agents, DemoCall one, DemoCall other) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> one.run(agents), threads),
                            CompletableFuture.runAsync(() -> other.run(agents), threads))
                    .join();
        } catch (CompletionException e) {
            throw new DemoFailure(String.valueOf(e.getCause()));
        }
    }

    private static void check(List<CallRecord> records) {
        for (var record : records) {
            boolean first = record.caller().equals(FIRST);
            expect(record, "language", record.language(), first ? "en" : "zh");
            expect(record, "keys", record.keys(), first ? "21" : "12");
            expect(record, "queue", record.queue(), first ? "sales" : "support");
            expect(record, "endedBy", record.endedBy(), first ? "caller" : "agent");
            expect(record, "outcome", record.outcome(), "answered");
        }
        if (records.stream().map(CallRecord::agent).distinct().count() != 2) {
            throw new DemoFailure("one agent took both calls");
        }
    }

    private static void expect(CallRecord record, String what, String is, String should) {
        if (!is.equals(should)) {
            throw new DemoFailure(
                    "the record of caller %s says %s %s instead of %s"
                            .formatted(record.caller(), what, is, should));
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("strowger-demo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
