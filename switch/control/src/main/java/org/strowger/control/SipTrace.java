package org.strowger.control;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the SIP messages of the running switch to those who ask for them. Any thread. */
public interface SipTrace {

    /**
     * Begins to watch.
     *
     * @throws TooManyTracesException when enough do already
     */
    Viewer open(Query query);

    /**
     * What is to be shown; null for any.
     *
     * @param number user of From, To or Request-URI, and every leg of such a call
     * @param callId a Call-ID, and every leg of that call
     * @param method of CSeq
     * @param raw whether whole messages are wanted
     */
    record Query(
            @Nullable String number,
            @Nullable String callId,
            @Nullable String method,
            boolean raw) {}

    /** Somebody who watches, until closed. For one thread. */
    interface Viewer extends AutoCloseable {

        /** What there was since the last time; waits up to {@code patience} for something. */
        Batch next(Duration patience);

        @Override
        void close();
    }

    /**
     * Messages in the order of their times.
     *
     * @param hidden how many more there were that are not shown: too many in a second, or the
     *     viewer did not read
     * @param lost how many the switch could not even look at since the last time
     * @param over nothing will follow, the switch stops
     */
    record Batch(List<Message> messages, long hidden, long lost, boolean over) {

        public Batch {
            messages = List.copyOf(messages);
        }

        public boolean isEmpty() {
            return messages.isEmpty() && hidden == 0 && lost == 0;
        }
    }

    /**
     * One message.
     *
     * @param at ISO 8601 UTC with microseconds
     * @param sent by the switch; else received
     * @param transport UDP, TCP, TLS, WS or WSS
     * @param local address and port of the switch
     * @param peer address and port of the other side
     * @param title start line without the version
     * @param cseq {@code 1 INVITE}; empty, as is what follows, when the message is malformed
     * @param sdp port and direction of each media line; may be empty
     * @param raw the whole message without its secrets; null unless it was asked for
     */
    record Message(
            String at,
            boolean sent,
            String transport,
            String local,
            String peer,
            String title,
            String cseq,
            String callId,
            String from,
            String to,
            String sdp,
            @Nullable String raw) {}
}
