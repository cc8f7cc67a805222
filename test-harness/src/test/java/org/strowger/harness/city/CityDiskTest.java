package org.strowger.harness.city;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.strowger.base.Entropy;
import org.strowger.records.Disk;

class CityDiskTest {

    private final CityDisk disk = new CityDisk(Entropy.seeded(1));

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String content(String name) throws IOException {
        var into = ByteBuffer.allocate(Math.toIntExact(disk.size(name)));
        assertEquals(into.capacity(), disk.read(name, 0, into));
        return new String(into.array(), StandardCharsets.ISO_8859_1);
    }

    private Disk.Appender durable(String name, String text) throws IOException {
        var file = disk.create(name);
        file.append(octets(text));
        file.fsync();
        return file;
    }

    @Test
    void filesAreReadFromAnyPlaceToTheirEnd() throws IOException {
        var file = durable("b", "0123456789");
        file.append(octets("abc"));
        durable("a", "");
        assertEquals(List.of("a", "b"), disk.list());
        var into = ByteBuffer.allocate(100);
        assertEquals(5, disk.read("b", 8, into));
        assertEquals(0, disk.read("b", 13, into));
        assertEquals(0, disk.read("b", 99, into));
        assertArrayEquals(
                "89abc".getBytes(StandardCharsets.US_ASCII),
                java.util.Arrays.copyOf(into.array(), 5));
        assertThrows(IOException.class, () -> disk.size("c"));
        assertThrows(IOException.class, () -> disk.create("a"));
        disk.delete("b");
        assertEquals(List.of("a"), disk.list());
        assertEquals(0, disk.used());
    }

    @Test
    void aCrashTakesOnlyWhatWasNotDurableAndTearsItInEveryWay() throws IOException {
        var found = new HashSet<String>();
        for (int seed = 0; seed < 300; seed++) {
            var torn = new CityDisk(Entropy.seeded(seed));
            var file = torn.create("f");
            file.append(octets("durable"));
            file.fsync();
            file.append(octets("loose"));
            assertEquals(5, torn.loose());
            torn.crash();
            var into = ByteBuffer.allocate(Math.toIntExact(torn.size("f")));
            assertEquals(into.capacity(), torn.read("f", 0, into));
            found.add(new String(into.array(), StandardCharsets.ISO_8859_1));
            assertEquals(0, torn.loose());
        }
        assertTrue(found.stream().allMatch(text -> text.startsWith("durable")));
        assertTrue(
                found.containsAll(Set.of("durable", "durablel", "durableloose", "durableloos\0")),
                found::toString);
        assertTrue(found.stream().anyMatch(text -> !text.matches("durable[lose\0]*")));
    }

    @Test
    void theSameSeedTearsTheSame() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            assertEquals(torn(seed), torn(seed));
        }
    }

    private static ByteBuffer torn(int seed) throws IOException {
        var disk = new CityDisk(Entropy.seeded(seed));
        disk.create("f").append(octets("many loose octets"));
        disk.crash();
        var into = ByteBuffer.allocate(Math.toIntExact(disk.size("f")));
        assertEquals(into.capacity(), disk.read("f", 0, into));
        return into.flip();
    }

    @Test
    void aFullDiskTakesWhatFitsAndHasRoomAgainWhenSomethingGoes() throws IOException {
        disk.capacity(10);
        durable("a", "12345678");
        var file = disk.create("b");
        assertThrows(IOException.class, () -> file.append(octets("abcd")));
        assertEquals("ab", content("b"));
        assertEquals(0, disk.freeOctets());
        disk.truncate("a", 4);
        file.append(octets("ef"));
        assertEquals("abef", content("b"));
        assertEquals(2, disk.freeOctets());
    }

    @Test
    void aFailingDiskLeavesHalfAWriteAndIsWellAgain() throws IOException {
        var file = durable("a", "12");
        disk.failing(true);
        assertThrows(IOException.class, () -> file.append(octets("abcd")));
        assertThrows(IOException.class, file::fsync);
        assertThrows(IOException.class, () -> disk.create("b"));
        assertThrows(IOException.class, () -> disk.truncate("a", 0));
        assertThrows(IOException.class, () -> disk.delete("a"));
        assertEquals("12ab", content("a"));
        disk.failing(false);
        disk.failFsyncs(1);
        assertThrows(IOException.class, file::fsync);
        assertEquals(2, disk.loose());
        file.fsync();
        assertEquals(0, disk.loose());
    }

    @Test
    void thePowerFailsInTheMiddleOfAWrite() throws IOException {
        var file = durable("a", "12");
        disk.losePowerAfter(3);
        assertThrows(PowerFailure.class, () -> file.append(octets("abcdef")));
        assertThrows(PowerFailure.class, file::close);
        assertThrows(PowerFailure.class, disk::list);
        assertThrows(PowerFailure.class, () -> disk.truncate("a", 0));
        disk.crash();
        assertTrue(content("a").startsWith("12"));
        assertTrue(disk.size("a") <= 5);
        assertThrows(IllegalStateException.class, () -> file.append(octets("x")));
        durable("b", "again");
        assertEquals("again", content("b"));
    }

    @Test
    void orElseThePowerFailsAtTheNextFsync() throws IOException {
        var file = disk.create("a");
        disk.losePowerAfter(1_000);
        file.append(octets("abc"));
        assertThrows(PowerFailure.class, file::fsync);
        assertThrows(PowerFailure.class, () -> disk.size("a"));
    }
}
