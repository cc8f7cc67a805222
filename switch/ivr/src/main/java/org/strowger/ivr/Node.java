package org.strowger.ivr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One step of a script. Nodes name one another; a {@link Script} holds them.
 *
 * <p>A prompt without a slash is meant in the call's language ({@code welcome} is {@code
 * zh/welcome} for a caller who chose Chinese); one with a slash is taken as it is.
 */
public sealed interface Node {

    /** Where the call can go from here; empty where the script ends. */
    default List<String> targets() {
        return switch (this) {
            case Play play -> List.of(play.next());
            case Menu menu -> {
                var targets = new ArrayList<>(menu.keys().values());
                targets.add(menu.onNoKey());
                targets.add(menu.onInvalid());
                yield targets;
            }
            case SetLanguage(_, var next) -> List.of(next);
            case Recording(_, var next) -> List.of(next);
            case Queue queue -> {
                var targets = new ArrayList<>(queue.exitKeys().values());
                targets.addAll(queue.onRefused().values());
                targets.add(queue.onOverflow());
                yield targets;
            }
            case Callback(_, _, var next, var onFailure) -> List.of(next, onFailure);
            case Transfer(_, var onFailure) -> List.of(onFailure);
            case Echo(), HangUp() -> List.of();
        };
    }

    /** What the caller may hear here. */
    default List<String> prompts() {
        return switch (this) {
            case Play(var prompts, _, _, _) -> prompts;
            case Menu menu -> {
                var prompts = new ArrayList<>(menu.prompts());
                prompts.addAll(menu.noKeyPrompts());
                prompts.addAll(menu.invalidPrompts());
                yield prompts;
            }
            default -> List.of();
        };
    }

    /**
     * Play prompts to their end, then go on. Keys pressed meanwhile wait for the next menu.
     *
     * @param times how often, one after the other, from 1
     * @param decibels louder than they are, or fainter when negative
     */
    record Play(List<String> prompts, String next, int times, int decibels) implements Node {
        public Play {
            prompts = List.copyOf(prompts);
        }

        /** Once, as they are. */
        public Play(List<String> prompts, String next) {
            this(prompts, next, 1, 0);
        }
    }

    /**
     * Ask for one key. A key that comes while the prompts play stops them and counts.
     *
     * @param prompts the question; with none the time runs at once
     * @param keys where each key leads
     * @param tries how often the question is put, from 1
     * @param timeoutMicros how long to wait after the last word of the question
     * @param noKeyPrompts said before the question is put again because no key came
     * @param invalidPrompts said before the question is put again because of another key
     * @param onNoKey where to go when no key came at the last try
     * @param onInvalid where to go when another key came at the last try
     * @param sensitive whether nobody shall learn which key it was: it is in no record, and the
     *     call is not recorded meanwhile
     */
    record Menu(
            List<String> prompts,
            Map<Character, String> keys,
            int tries,
            long timeoutMicros,
            List<String> noKeyPrompts,
            List<String> invalidPrompts,
            String onNoKey,
            String onInvalid,
            boolean sensitive)
            implements Node {

        /** Whose keys may be known. */
        public Menu(
                List<String> prompts,
                Map<Character, String> keys,
                int tries,
                long timeoutMicros,
                List<String> noKeyPrompts,
                List<String> invalidPrompts,
                String onNoKey,
                String onInvalid) {
            this(
                    prompts,
                    keys,
                    tries,
                    timeoutMicros,
                    noKeyPrompts,
                    invalidPrompts,
                    onNoKey,
                    onInvalid,
                    false);
        }

        public Menu {
            prompts = List.copyOf(prompts);
            keys = Collections.unmodifiableMap(new TreeMap<>(keys));
            noKeyPrompts = List.copyOf(noKeyPrompts);
            invalidPrompts = List.copyOf(invalidPrompts);
            if (tries < 1 || timeoutMicros < 1) {
                throw new IllegalArgumentException(
                        "A menu needs at least one try and a time, but has %d and %d µs"
                                .formatted(tries, timeoutMicros));
            }
        }
    }

    /**
     * Speak another language from here on.
     *
     * @param language the folder of its prompts, for example {@code zh}
     */
    record SetLanguage(String language, String next) implements Node {}

    /** Record the call, or no longer, and go on. */
    record Recording(RecordingChange change, String next) implements Node {}

    /**
     * Put the caller into a queue; the script is over unless the queue does not take or keep him,
     * or he presses a key that leads out of it.
     *
     * @param onOverflow where to go when the queue takes nobody, or lets the caller go
     * @param onRefused where to go instead, by the reason: one of {@link #REASONS}
     * @param exitKeys where keys lead that the caller presses while waiting
     */
    record Queue(
            String queue,
            QueueRequest request,
            String onOverflow,
            Map<String, String> onRefused,
            Map<Character, String> exitKeys)
            implements Node {

        /**
         * Why a queue does not take a caller: as many wait as may; it is closed; no agent is logged
         * in; all are on a break; the wait would be too long. Why it lets one go: the third and
         * fourth of these; the wait was too long; a new configuration has no such queue.
         */
        public static final List<String> REASONS =
                List.of(
                        "full",
                        "closed",
                        "no-agents",
                        "none-ready",
                        "too-long",
                        "waited-too-long",
                        "removed");

        public Queue {
            onRefused = Collections.unmodifiableMap(new TreeMap<>(onRefused));
            exitKeys = Collections.unmodifiableMap(new TreeMap<>(exitKeys));
        }

        /** That goes on in one way, whatever the reason, and is left by no key. */
        public Queue(String queue, QueueRequest request, String onOverflow) {
            this(queue, request, onOverflow, Map.of(), Map.of());
        }

        String after(String reason) {
            return onRefused.getOrDefault(reason, onOverflow);
        }

        /** That asks for nothing but a place. */
        public Queue(String queue, int priority, String onOverflow) {
            this(queue, QueueRequest.of(priority), onOverflow);
        }
    }

    /**
     * Book a callback: the caller keeps the place that he has had in the queue last, and is called
     * when it is his turn.
     *
     * @param delayMicros not before so much time has passed
     * @param onFailure where to go when the queue calls nobody back, or not this number, or not
     *     once more
     */
    record Callback(String queue, long delayMicros, String next, String onFailure)
            implements Node {}

    /**
     * Connect the caller to a number of the number plan; the script is over if it answers.
     *
     * @param onFailure where to go when it does not answer
     */
    record Transfer(String number, String onFailure) implements Node {}

    /** Let the caller hear himself until he hangs up. */
    record Echo() implements Node {}

    /** Hang up. */
    record HangUp() implements Node {}
}
