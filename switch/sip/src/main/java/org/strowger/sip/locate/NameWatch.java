package org.strowger.sip.locate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;

/**
 * Keeps the places of some servers fresh. What was found is believed for its time to live, {@link
 * NameSettings#least} at least and an hour at most; when the name servers cannot say, or say that
 * there is no such name, the last that was found stays, and they are asked again after the least
 * time, then after twice as long, up to 5 minutes.
 */
public final class NameWatch implements AutoCloseable {

    /** So many names are asked for at a time. */
    private static final int AT_ONCE = 8;

    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final List<Thread> threads = new ArrayList<>();

    private NameWatch() {}

    /**
     * Begins to ask.
     *
     * @param names all that are ever asked for; no literal addresses
     * @param found told of every answer, on a thread of its name
     */
    public static NameWatch start(
            List<ServerName> names,
            NameSettings settings,
            BiConsumer<ServerName, List<Located>> found) {
        var watch = new NameWatch();
        if (names.isEmpty()) {
            return watch; // Nobody needs to know whom this machine asks.
        }
        var server = settings.server();
        var records = server == null ? NameServers.ofTheMachine() : NameServers.at(server);
        var locator = new ServerLocator(records, settings.spoken(), settings.families());
        for (var name : names) {
            var watched = new WatchedName(name, locator, settings.least(), found);
            watch.threads.add(
                    Thread.ofVirtual()
                            .name("name-" + name.host())
                            .start(() -> watch.follow(watched)));
        }
        return watch;
    }

    private void follow(WatchedName name) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(asked(name));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Closed.
        }
    }

    private Duration asked(WatchedName name) throws InterruptedException {
        turns.acquire();
        try {
            return name.ask();
        } finally {
            turns.release();
        }
    }

    /** Asks no more. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
