package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.sip.registrar.ContactTraits;
import org.strowger.sip.registrar.KeptBinding;

class BindingFileTest {

    @TempDir Path data;

    private static KeptBinding binding(String user, String host, long until) {
        var remote = new InetSocketAddress(InetAddress.ofLiteral(host), 5062);
        return new KeptBinding(
                user, "sip:" + user + "@phone", "sip:" + user + "@phone", "c1", 7, until, remote);
    }

    /** One that says all that a contact can say of itself. */
    private static KeptBinding flow(String user) {
        var plain = binding(user, "127.0.0.9", 5);
        var path = List.of("<sip:edge.example.com;lr;ob>", "<sip:inner.example.com;lr>");
        var at = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.8"), 5064);
        return new KeptBinding(
                user,
                "<urn:uuid:1>;1",
                plain.uri(),
                plain.callId(),
                plain.cseq(),
                plain.untilMicros(),
                plain.remote(),
                new ContactTraits(500, "<urn:uuid:1>", 1, path, at));
    }

    private List<KeptBinding> reopened() throws IOException {
        try (var file = BindingFile.open(data)) {
            return file.kept();
        }
    }

    @Test
    void whatIsBoundIsKnownAgainAndTheLastStandsLast() throws IOException {
        try (var file = BindingFile.open(data)) {
            assertEquals(List.of(), file.kept());
            file.bound(binding("1001", "127.0.0.9", 1));
            file.bound(binding("1002", "::1", 2));
            file.bound(binding("1003", "127.0.0.9", 3));
            file.bound(binding("1001", "127.0.0.8", 4));
            file.unbound("1003", "sip:1003@phone");
            file.unbound("1004", "never told of");
        }
        assertEquals(
                List.of(binding("1002", "::1", 2), binding("1001", "127.0.0.8", 4)), reopened());
    }

    @Test
    void whatAContactSaidOfItselfIsKept() throws IOException {
        try (var file = BindingFile.open(data)) {
            file.bound(flow("1001"));
        }
        assertEquals(List.of(flow("1001")), reopened());
    }

    @Test
    void aLineOfAnEarlierVersionIsRead() throws IOException {
        var line = "+\t1001\tsip:1001@phone\tsip:1001@phone\tc1\t7\t1\t127.0.0.9\t5062\n";
        Files.writeString(data.resolve("bindings"), line);
        assertEquals(List.of(binding("1001", "127.0.0.9", 1)), reopened());
    }

    @Test
    void aLineThatWasCutOffIsPassedOver() throws IOException {
        try (var file = BindingFile.open(data)) {
            file.bound(binding("1001", "127.0.0.9", 1));
        }
        Files.writeString(data.resolve("bindings"), "+\t1002\tsip:10", StandardOpenOption.APPEND);
        assertEquals(List.of(binding("1001", "127.0.0.9", 1)), reopened());
    }

    @Test
    void aCharacterThatWasCutOffStopsNothing() throws IOException {
        try (var file = BindingFile.open(data)) {
            file.bound(binding("1001", "127.0.0.9", 1));
        }
        var half = new byte[] {'+', '\t', (byte) 0xc3};
        Files.write(data.resolve("bindings"), half, StandardOpenOption.APPEND);
        assertEquals(List.of(binding("1001", "127.0.0.9", 1)), reopened());
    }

    @Test
    void nobodyWritesALineOfHisOwn() throws IOException {
        try (var file = BindingFile.open(data)) {
            file.unbound("1001", "sip:a\n+\t1002\tx\tx\tx\t1\t9\t127.0.0.1\t1");
            file.unbound("1001", "with\ttab");
        }
        assertEquals(List.of(), reopened());
    }

    @Test
    void theFileDoesNotGrowWithRefreshes() throws IOException {
        try (var file = BindingFile.open(data)) {
            for (int i = 0; i < 30_000; i++) {
                file.bound(binding("1001", "127.0.0.9", i));
            }
        }
        assertTrue(Files.readAllLines(data.resolve("bindings")).size() <= 11_100);
        assertEquals(List.of(binding("1001", "127.0.0.9", 29_999)), reopened());
    }
}
