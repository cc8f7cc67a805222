package org.strowger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.event.MailCount;

/**
 * How many messages each user has, for the lamp of his phone: what the operator has entered last,
 * as there is no voicemail here. The file {@code mailboxes} of the data folder keeps it. As large
 * as there are users who have messages. Belongs to the signalling thread.
 */
final class Mailboxes implements AutoCloseable {

    private static final String NAME = "mailboxes";

    private final UserFile<MailCount> file;
    private final Map<String, MailCount> counts = new HashMap<>();
    private BiConsumer<String, MailCount> lamps = (_, _) -> {};

    private Mailboxes(UserFile<MailCount> file) {
        this.file = file;
    }

    /**
     * Reads what was kept; nothing where there is no such file.
     *
     * @param data the data folder, which is there
     */
    static Mailboxes open(Path data) throws IOException {
        return new Mailboxes(UserFile.open(data.resolve(NAME), new Line(), MailCount.NONE));
    }

    /**
     * Lights the lamps of what was kept, and of every change from now on.
     *
     * @param users who there is: of others nothing is taken
     */
    void light(Set<String> users, BiConsumer<String, MailCount> lamp) {
        lamps = lamp;
        file.kept()
                .forEach((user, count) -> {
                    if (users.contains(user)) {
                        apply(user, count);
                    }
                });
    }

    MailCount of(String user) {
        return counts.getOrDefault(user, MailCount.NONE);
    }

    /** So many messages a user, who is there, has from now on. */
    void set(String user, MailCount count) {
        if (!count.equals(of(user))) {
            apply(user, count);
            file.set(user, count);
        }
    }

    private void apply(String user, MailCount count) {
        if (count.equals(MailCount.NONE)) {
            counts.remove(user);
        } else {
            counts.put(user, count);
        }
        lamps.accept(user, count);
    }

    @Override
    public void close() {
        file.close();
    }

    private record Line() implements UserFile.Words<MailCount> {

        @Override
        public List<String> of(MailCount count) {
            return List.of(Integer.toString(count.fresh()), Integer.toString(count.old()));
        }

        @Override
        public @Nullable MailCount read(List<String> words) {
            try {
                return words.size() == 2
                        ? new MailCount(
                                Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)))
                        : null;
            } catch (IllegalArgumentException _) {
                return null; // No numbers, or fewer than none.
            }
        }
    }
}
