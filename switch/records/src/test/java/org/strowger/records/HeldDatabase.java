package org.strowger.records;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A database that somebody else has locked, as a running switch has its own. */
final class HeldDatabase implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    HeldDatabase(Path dataDir) throws IOException {
        Database.open(dataDir).close();
        channel =
                FileChannel.open(
                        dataDir.resolve("strowger.mv.db"),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        lock = channel.lock();
    }

    boolean isHeld() {
        return lock.isValid();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
