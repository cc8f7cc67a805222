package org.strowger.media.transport;

import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaStatistics;

/** What call control is told of one leg, on the leg's loop; after the end nothing more. */
final class LegNews {

    private static final Logger LOG = LoggerFactory.getLogger(LegNews.class);

    private final MediaEvents events;
    private boolean over;

    LegNews(MediaEvents events) {
        this.events = events;
    }

    void opened(InetSocketAddress local) {
        events.opened(local);
    }

    /** It gets no socket, and nothing else comes. */
    void failed(String problem) {
        last("no port", () -> events.failed(problem));
    }

    /** Nothing else comes. */
    void closed(String place, MediaStatistics statistics) {
        last(place, () -> events.closed(statistics));
    }

    private void last(String place, Runnable event) {
        over = true;
        try {
            event.run();
        } catch (Throwable e) {
            LOG.error("nobody takes the end of the media leg at {}", place, e);
        }
    }

    /** The prompts have run to their end. */
    void played(int generation) {
        if (!over) { // Sending the last frame may have shown that the socket has gone.
            events.played(generation);
        }
    }

    /** The peer has pressed a key. */
    void key(char key, int durationMillis, boolean withheld) {
        if (over) {
            return;
        }
        if (withheld) {
            events.withheld(key, durationMillis);
        } else {
            events.key(key, durationMillis);
        }
    }

    /** The peer is to get a key by signalling. */
    void infoDue(char key, int durationMillis) {
        if (!over) {
            events.infoDue(key, durationMillis);
        }
    }

    /** The peer has been silent for so long. */
    void inactive(long silentMicros) {
        if (!over) {
            events.inactive(silentMicros);
        }
    }

    /** Nothing has come from the peer for so long. */
    void quiet(long quietMicros) {
        if (!over) {
            events.quiet(quietMicros);
        }
    }
}
