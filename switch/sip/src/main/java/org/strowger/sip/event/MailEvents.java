package org.strowger.sip.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The package {@code message-summary} (RFC 3842): the lamp of a phone that says whether its own
 * user has messages. As large as there are users who have some.
 */
public final class MailEvents implements EventPackage {

    private final Map<String, MailCount> counts = new HashMap<>();
    private final Consumer<String> changed;

    /**
     * Nobody has messages.
     *
     * @param changed told whose messages are more or fewer now
     */
    public MailEvents(Consumer<String> changed) {
        this.changed = changed;
    }

    /** So many messages a user has from now on. */
    public void has(String user, MailCount count) {
        var before = count.equals(MailCount.NONE) ? counts.remove(user) : counts.put(user, count);
        if (!count.equals(before == null ? MailCount.NONE : before)) {
            changed.accept(user);
        }
    }

    @Override
    public String name() {
        return "message-summary";
    }

    @Override
    public String type() {
        return "application/simple-message-summary";
    }

    @Override
    public boolean mayWatch(String subscriber, String user) {
        return subscriber.equals(user);
    }

    /** Section 5.2: it has no version. */
    @Override
    public byte[] document(long version, String entity, String subscriber, String user) {
        var count = counts.getOrDefault(user, MailCount.NONE);
        var text =
                "Messages-Waiting: %s\r\nMessage-Account: %s\r\nVoice-Message: %d/%d\r\n"
                        .formatted(
                                count.fresh() > 0 ? "yes" : "no",
                                entity,
                                count.fresh(),
                                count.old());
        return text.getBytes(US_ASCII);
    }
}
