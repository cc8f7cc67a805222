package org.strowger.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.records.CdrReader;

/** Where the door opens, and the file that says so. */
class DoorFileTest {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final CdrReader NO_RECORDS = _ -> List.of();

    private final FakeSwitch fake = new FakeSwitch();

    @TempDir Path data;
    private ControlDoor door;
    private ControlFile file;

    @BeforeEach
    void open() throws IOException {
        door = ControlDoor.start(ANY_PORT, data, fake, NO_RECORDS);
        file = ControlFile.read(data).orElseThrow();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void theFileSaysWhereTheDoorIsAndOnlyItsOwnerReadsIt() throws IOException {
        assertEquals("http://127.0.0.1:" + door.address().getPort(), file.address());
        assertEquals(64, file.token().length());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(ControlFile.in(data))));
        assertFalse(file.toString().contains(file.token()));
    }

    @Test
    void theTokenOutlivesARestart() throws IOException {
        door.close();
        door = ControlDoor.start(ANY_PORT, data, fake, NO_RECORDS);
        assertEquals(file.token(), ControlFile.read(data).orElseThrow().token());
    }

    @Test
    void anAddressOthersReachIsRefused() {
        var everywhere = new InetSocketAddress("0.0.0.0", 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> ControlDoor.start(everywhere, data, fake, NO_RECORDS));
    }

    @Test
    void anAddressThatIsTakenIsNamedAndTheOtherDoorsFileLeftAlone() throws IOException {
        var e =
                assertThrows(
                        UncheckedIOException.class,
                        () -> ControlDoor.start(door.address(), data, fake, NO_RECORDS));
        assertTrue(String.valueOf(e.getMessage()).contains(":" + door.address().getPort()));
        assertEquals(file, ControlFile.read(data).orElseThrow());
    }

    @Test
    void aDataFolderThatIsNotThereYetIsMade() throws IOException {
        var fresh = data.resolve("a/b");
        ControlDoor.start(ANY_PORT, fresh, fake, NO_RECORDS).close();
        assertTrue(ControlFile.read(fresh).isPresent());
    }

    @Test
    void aDamagedFileIsNamedAndItsTextIsNot() throws IOException {
        Files.writeString(ControlFile.in(data), "{\"token\": \"0123456789abcdef\", oops");
        var e = assertThrows(IOException.class, () -> ControlFile.read(data));
        assertTrue(String.valueOf(e.getMessage()).contains("control.json"));
        assertFalse(e.toString().contains("0123456789"));
    }
}
