package org.strowger.harness.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.strowger.harness.load.Cores;

/** Work that has a thread of its own, on the core that is else the switch's. */
final class Alone {

    private static final String NAME = "alone";

    private Alone() {}

    /**
     * Does it, and waits for it.
     *
     * @param folder to run the command in that pins the thread
     */
    static <T> T on(Cores cores, Path folder, Callable<T> work) throws IOException {
        var task =
                new FutureTask<>(() -> {
                    cores.pinToSwitch(NAME, folder);
                    return work.call();
                });
        Thread.ofPlatform().name(NAME).start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
