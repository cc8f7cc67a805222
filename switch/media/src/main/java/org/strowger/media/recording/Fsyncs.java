package org.strowger.media.recording;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Waits for the disk in the writer's place; takes as many tasks as there may be recordings. */
interface Fsyncs extends Executor, AutoCloseable {

    /** On a thread {@code recorder-fsync}, which begins with the first task. */
    static Fsyncs thread() {
        var name = Thread.ofPlatform().name("recorder-fsync").factory();
        var thread = Executors.newSingleThreadExecutor(name);
        return new OneThread(thread);
    }

    /** One after the other. */
    record OneThread(ExecutorService thread) implements Fsyncs {

        @Override
        public void execute(Runnable task) {
            thread.execute(task);
        }

        @Override
        public void close() {
            thread.close();
        }
    }

    /** Makes a file that has its end durable, and closes it: says why it is not; else nothing. */
    static String close(SoundFile file) {
        try (file) {
            file.fsync();
            return "";
        } catch (IOException | RuntimeException e) {
            return "its end cannot be written: " + e;
        }
    }

    /** Waits until all is done; nothing more comes. */
    @Override
    void close();
}
