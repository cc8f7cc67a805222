package org.strowger.records;

import java.nio.file.Path;

/** Another process has the database open; most likely a running switch. Ask that one. */
public final class DatabaseInUseException extends RecordsException {

    private static final long serialVersionUID = 1L;

    public DatabaseInUseException(Path dataDir, Throwable cause) {
        super("the database in %s is in use by a running switch".formatted(dataDir), cause);
    }
}
