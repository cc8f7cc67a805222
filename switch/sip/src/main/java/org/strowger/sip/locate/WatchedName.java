package org.strowger.sip.locate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One name and what is known of its place. Belongs to one thread, which may wait. */
final class WatchedName {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedName.class);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);

    /** So long what was found stays although the name servers say that there is no such name. */
    private static final Duration LAST_FOUND = Duration.ofHours(24);

    private final ServerName name;
    private final ServerLocator locator;
    private final Duration least;
    private final BiConsumer<ServerName, List<Located>> found;
    private List<Located> known = List.of();
    private boolean knownWhole;
    private @Nullable Duration retry;
    private Duration denied = Duration.ZERO;

    /**
     * A name of which nothing is known.
     *
     * @param least pause between two questions
     * @param found told of every answer, also of one that says what was known; of none when the
     *     name has not existed for a day
     */
    WatchedName(
            ServerName name,
            ServerLocator locator,
            Duration least,
            BiConsumer<ServerName, List<Located>> found) {
        this.name = name;
        this.locator = locator;
        this.least = least;
        this.found = found;
    }

    /** Asks once, and says when to ask again. */
    Duration ask() {
        try {
            var location = locator.locate(name);
            // Half an answer is better than none, and worse than a whole one of before.
            if (!location.complete() && knownWhole) {
                return failed("some of its records cannot be looked up");
            }
            return believe(location);
        } catch (InterruptedIOException _) {
            return least; // The switch stops; the name is not to blame.
        } catch (UnknownServerException e) {
            return denied(e);
        } catch (IOException | RuntimeException e) {
            return failed(e.toString());
        }
    }

    private Duration believe(Location location) {
        var servers = location.servers();
        if (!servers.equals(known)) {
            LOG.info("{} is at {}", name.text(), servers.stream().map(Located::address).toList());
        } else if (retry != null) {
            LOG.info("{} can be looked up again", name.text());
        }
        retry = null;
        denied = Duration.ZERO;
        known = servers;
        knownWhole = location.complete();
        found.accept(name, servers);
        boolean live = location.complete() && location.life().compareTo(least) > 0;
        return live ? location.life() : least;
    }

    /** A mistake in somebody's zone is put right within a day; a server that is gone stays gone. */
    private Duration denied(UnknownServerException why) {
        if (denied.compareTo(LAST_FOUND) >= 0 && !known.isEmpty()) {
            LOG.warn(
                    "{} has not existed for a day: what was found before is forgotten",
                    name.text());
            known = List.of();
            knownWhole = false;
            found.accept(name, known);
        }
        var pause = failed(why.toString());
        denied = denied.plus(pause);
        return pause;
    }

    private Duration failed(String why) {
        var before = retry;
        if (before == null) {
            var last = known.isEmpty() ? "nothing is known of it" : "what was found before stays";
            LOG.warn("{} cannot be looked up, {}: {}", name.text(), last, why);
        }
        var next = before == null ? least : before.multipliedBy(2);
        retry = next.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : next;
        return retry;
    }
}
