package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.List;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is taken for a damaged file, and what for a machine that refuses. */
class DamageTest {

    private static final List<Integer> UNCERTAIN =
            List.of(ErrorCode.GENERAL_ERROR_1, ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2);

    private static Throwable h2(int code, @Nullable Throwable cause) {
        return new IllegalStateException(
                "pool or migration", new SQLException("h2", "HY000", code, cause));
    }

    private static MVStoreException store(int code, Throwable cause) {
        var store = new MVStoreException(code, "store");
        store.initCause(cause);
        return store;
    }

    @Test
    void whatH2CallsCorruptOrOfAnotherFormatIsDamage() {
        assertTrue(Damage.isTheReasonOf(h2(ErrorCode.FILE_CORRUPTED_1, null)));
        assertTrue(
                Damage.isTheReasonOf(
                        h2(ErrorCode.FILE_VERSION_ERROR_1, new IllegalStateException())));
    }

    @Test
    void aGeneralOrAnInputErrorIsDamageOnlyWhenItBeganWithTheFormat() {
        for (int code : UNCERTAIN) {
            assertTrue(Damage.isTheReasonOf(h2(code, new EOFException())));
            assertTrue(Damage.isTheReasonOf(h2(code, new BufferUnderflowException())));
            var lost = new MVStoreException(DataUtils.ERROR_CHUNK_NOT_FOUND, "chunk 1");
            assertTrue(Damage.isTheReasonOf(h2(code, lost)));
            var read = store(DataUtils.ERROR_READING_FAILED, new EOFException());
            assertTrue(Damage.isTheReasonOf(h2(code, read)));
            var refused = store(DataUtils.ERROR_READING_FAILED, new IOException("Input/output"));
            assertFalse(Damage.isTheReasonOf(h2(code, refused)));
            assertFalse(Damage.isTheReasonOf(h2(code, null)));
            assertFalse(Damage.isTheReasonOf(h2(code, new OutOfMemoryError())));
        }
        assertFalse(Damage.isTheReasonOf(h2(ErrorCode.OUT_OF_MEMORY, new EOFException())));
    }

    @Test
    void whatTheFileSystemRefusesIsNeverDamageWhateverH2Says() {
        var refusals =
                List.of(
                        new AccessDeniedException("strowger.mv.db"),
                        new FileSystemException("strowger.mv.db", null, "Too many open files"),
                        new IOException("No space left on device"),
                        new IllegalStateException("writing failed: no space left on device"),
                        new IllegalStateException("x: Too many open files"));
        for (var refusal : refusals) {
            for (int code : List.of(ErrorCode.FILE_CORRUPTED_1, ErrorCode.IO_EXCEPTION_1)) {
                var thrown = h2(code, store(DataUtils.ERROR_FILE_CORRUPT, refusal));
                assertFalse(Damage.isTheReasonOf(thrown), refusal.toString());
                assertTrue(Damage.outside(thrown), refusal.toString());
                assertEquals(refusal, Damage.root(thrown));
            }
        }
    }
}
