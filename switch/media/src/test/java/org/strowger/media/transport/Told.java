package org.strowger.media.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaStatistics;

/** Remembers what a leg told. */
final class Told implements MediaEvents {

    final List<String> events = new CopyOnWriteArrayList<>();
    private volatile @Nullable InetSocketAddress local;
    private volatile @Nullable MediaStatistics statistics;

    InetSocketAddress local() {
        return Objects.requireNonNull(local, "not opened");
    }

    MediaStatistics statistics() {
        return Objects.requireNonNull(statistics, "not closed");
    }

    boolean isOpen() {
        return events.contains("opened");
    }

    boolean isClosed() {
        return events.contains("closed");
    }

    @Override
    public void opened(InetSocketAddress at) {
        local = at;
        events.add("opened");
    }

    @Override
    public void failed(String problem) {
        events.add("failed " + problem);
    }

    @Override
    public void key(char key, int durationMillis) {
        events.add("key " + key + " " + durationMillis);
    }

    @Override
    public void withheld(char key, int durationMillis) {
        events.add("withheld " + key);
    }

    @Override
    public void played(int generation) {
        events.add("played " + generation);
    }

    @Override
    public void closed(MediaStatistics last) {
        statistics = last;
        events.add("closed");
    }
}
