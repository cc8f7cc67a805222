package org.strowger.records;

import org.jspecify.annotations.Nullable;

/** The records cannot be read or kept. The message alone says what to do about it. */
public class RecordsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RecordsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
