package org.strowger.call;

import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaStatistics;

/** Carries one leg's media events from its media loop to the signalling thread. */
record PostedMediaEvents(Executor signalling, MediaEvents leg) implements MediaEvents {

    @Override
    public void opened(InetSocketAddress local) {
        signalling.execute(() -> leg.opened(local));
    }

    @Override
    public void failed(String problem) {
        signalling.execute(() -> leg.failed(problem));
    }

    @Override
    public void key(char key, int durationMillis) {
        signalling.execute(() -> leg.key(key, durationMillis));
    }

    @Override
    public void withheld(char key, int durationMillis) {
        signalling.execute(() -> leg.withheld(key, durationMillis));
    }

    @Override
    public void infoDue(char key, int durationMillis) {
        signalling.execute(() -> leg.infoDue(key, durationMillis));
    }

    @Override
    public void played(int generation) {
        signalling.execute(() -> leg.played(generation));
    }

    @Override
    public void inactive(long silentMicros) {
        signalling.execute(() -> leg.inactive(silentMicros));
    }

    @Override
    public void quiet(long quietMicros) {
        signalling.execute(() -> leg.quiet(quietMicros));
    }

    @Override
    public void closed(MediaStatistics statistics) {
        signalling.execute(() -> leg.closed(statistics));
    }
}
