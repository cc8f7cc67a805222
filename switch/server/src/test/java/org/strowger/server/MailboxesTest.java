package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.sip.event.MailCount;

class MailboxesTest {

    @TempDir private Path data = Path.of("");

    private final List<String> lamps = new ArrayList<>();

    private Mailboxes open(String... users) throws IOException {
        var mailboxes = Mailboxes.open(data);
        mailboxes.light(
                Set.of(users),
                (user, count) -> lamps.add(user + ' ' + count.fresh() + '/' + count.old()));
        return mailboxes;
    }

    @Test
    void lampsAreLitAgainAfterARestart() throws IOException {
        try (var mailboxes = open("1001", "1002", "1003")) {
            assertEquals(MailCount.NONE, mailboxes.of("1001"));
            mailboxes.set("1001", new MailCount(2, 5));
            mailboxes.set("1001", new MailCount(2, 5));
            mailboxes.set("1002", new MailCount(1, 0));
            mailboxes.set("1003", new MailCount(7, 7));
            mailboxes.set("1002", MailCount.NONE);
        }
        assertEquals(List.of("1001 2/5", "1002 1/0", "1003 7/7", "1002 0/0"), lamps);
        lamps.clear();
        try (var mailboxes = open("1001", "1002")) {
            assertEquals(List.of("1001 2/5"), lamps, "1003 is there no more");
            assertEquals(new MailCount(2, 5), mailboxes.of("1001"));
            assertEquals(MailCount.NONE, mailboxes.of("1003"));
        }
    }

    @Test
    void damagedLinesArePassedOver() throws IOException {
        Files.writeString(
                data.resolve("mailboxes"), "1001\t2\n1002\t1\t2\n1003\t-1\t0\n1004\tx\t0\n\n");
        try (var _ = open("1001", "1002", "1003", "1004")) {
            assertEquals(List.of("1002 1/2"), lamps);
        }
    }
}
