package org.strowger.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.sip.registrar.BindingLog;
import org.strowger.sip.registrar.KeptBinding;

/**
 * Where every phone is, in the file {@code bindings} of the data folder, so that a restarted switch
 * can call its agents at once. A thread of its own writes; the file is written anew when most of
 * its lines are out of date. Lines added meanwhile are not fsynced: after a power failure the last
 * ones may be missing, and those phones are known again when they refresh.
 */
final class BindingFile implements BindingLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BindingFile.class);
    private static final String NAME = "bindings";
    private static final int BACKLOG = 65_536;
    private static final int BATCH = 1_024;
    private static final int MANY_LINES = 10_000;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long CLOSE_MILLIS = 5_000;
    private static final BindingLine LAST = new BindingLine("", "", null);

    private final ReplacedFile file;
    private final BlockingQueue<BindingLine> queue = new ArrayBlockingQueue<>(BACKLOG);
    private final SequencedMap<String, KeptBinding> live = new LinkedHashMap<>();
    private final List<KeptBinding> kept;
    private final Thread thread = Thread.ofPlatform().name("bindings").unstarted(this::run);
    private @Nullable BufferedWriter writer;
    private long lines;
    private long brokenAtNanos;
    private boolean behind;

    private BindingFile(ReplacedFile file) throws IOException {
        this.file = file;
        read();
        kept = List.copyOf(live.values());
        rewrite();
    }

    /**
     * Reads what was kept; nothing where there is no such file.
     *
     * @param data the data folder, which is there
     */
    static BindingFile open(Path data) throws IOException {
        var opened = new BindingFile(new ReplacedFile(data.resolve(NAME)));
        opened.thread.start();
        return opened;
    }

    /** What was known when the file was opened, in the order of registration. */
    List<KeptBinding> kept() {
        return kept;
    }

    @Override
    public void bound(KeptBinding binding) {
        put(BindingLine.of(binding));
    }

    @Override
    public void unbound(String user, String identity) {
        put(new BindingLine(user, identity, null));
    }

    /** Full is an answer: a binding that is not kept is known again when the phone refreshes. */
    private void put(BindingLine line) {
        boolean full = !queue.offer(line);
        if (full && !behind) {
            LOG.warn("bindings are not kept: the disk is too slow for {} of them", BACKLOG);
        }
        behind = full;
    }

    /** Writes what was told, and stops. */
    @Override
    public void close() {
        try {
            queue.put(LAST);
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var batch = new ArrayList<BindingLine>(BATCH);
        boolean more = true;
        while (more) {
            batch.clear();
            try {
                batch.add(queue.take());
            } catch (InterruptedException _) {
                return; // Nobody interrupts but a JVM that ends.
            }
            queue.drainTo(batch, BATCH - 1);
            more = !batch.contains(LAST);
            write(batch);
        }
        close(writer);
    }

    private void write(List<BindingLine> batch) {
        try {
            var open = writer;
            for (var line : batch) {
                if (!line.equals(LAST) && line.isWritable()) {
                    apply(line);
                    if (open != null) {
                        open.write(line.text());
                        open.newLine();
                        lines++;
                    }
                }
            }
            if (open == null || lines > MANY_LINES + 4L * live.size()) {
                rewriteUnlessJustFailed();
            } else {
                open.flush();
            }
        } catch (IOException e) {
            LOG.error("bindings are not kept, to be tried again: {}", e.toString());
            close(writer);
            writer = null;
            brokenAtNanos = System.nanoTime();
        }
    }

    private void rewriteUnlessJustFailed() throws IOException {
        if (writer != null || System.nanoTime() - brokenAtNanos > RETRY_NANOS) {
            rewrite();
        }
    }

    private void apply(BindingLine line) {
        var key = line.user() + '\t' + line.identity();
        live.remove(key); // The one that registered last stands last.
        if (line.binding() != null) {
            live.put(key, line.binding());
        }
    }

    private void read() throws IOException {
        long damaged = 0;
        for (var text : file.lines()) {
            var line = BindingLine.parse(text);
            if (line == null) {
                damaged++;
            } else {
                apply(line);
            }
        }
        if (damaged > 0) {
            LOG.warn("{}: {} damaged lines passed over", file.path(), damaged);
        }
    }

    private void rewrite() throws IOException {
        close(writer);
        writer = null;
        var all = live.values().stream().map(binding -> BindingLine.of(binding).text()).toList();
        file.write(all);
        writer = Files.newBufferedWriter(file.path(), UTF_8, StandardOpenOption.APPEND);
        lines = all.size();
    }

    private static void close(@Nullable BufferedWriter open) {
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.error("the file of bindings was not closed: {}", e.toString());
            }
        }
    }
}
