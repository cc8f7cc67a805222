package org.strowger.records;

import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.io.UTFDataFormatException;
import java.nio.BufferUnderflowException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * Tells a database file whose octets are wrong from a machine that cannot read or write it now. The
 * first is set aside and rebuilt, the second must not be touched: a full disk, a limit of open
 * files or a missing right pass, and the file is good.
 */
final class Damage {

    /** H2 says so itself. */
    private static final Set<Integer> CERTAIN =
            Set.of(ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1);

    /** H2 says these of almost anything; the cause decides. */
    private static final Set<Integer> POSSIBLE =
            Set.of(ErrorCode.GENERAL_ERROR_1, ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2);

    private static final Set<Integer> FORMAT_ERRORS =
            Set.of(
                    DataUtils.ERROR_FILE_CORRUPT,
                    DataUtils.ERROR_UNSUPPORTED_FORMAT,
                    DataUtils.ERROR_CHUNK_NOT_FOUND,
                    DataUtils.ERROR_SERIALIZATION);

    /** As the kernel says them; some layers keep only the text. */
    private static final List<String> OUTSIDE = List.of("no space left", "too many open files");

    private Damage() {}

    /** Whether opening failed because of what stands in the file. */
    static boolean isTheReasonOf(Throwable thrown) {
        var causes = causes(thrown);
        if (outside(thrown)) {
            return false;
        }
        return causes.stream().anyMatch(cause -> hasCode(cause, CERTAIN))
                || (causes.stream().anyMatch(cause -> hasCode(cause, POSSIBLE))
                        && isFormatError(causes.getLast()));
    }

    /** Whether the disk or the machine refused, whatever the file holds. */
    static boolean outside(Throwable thrown) {
        return causes(thrown).stream()
                .anyMatch(cause -> refused(cause) || mentions(String.valueOf(cause.getMessage())));
    }

    /** What failed first: the last of the causes. */
    static Throwable root(Throwable thrown) {
        return causes(thrown).getLast();
    }

    private static boolean refused(Throwable cause) {
        return cause instanceof FileSystemException
                || (cause instanceof IOException && !isFormatError(cause));
    }

    private static boolean mentions(String message) {
        var lower = message.toLowerCase(Locale.ROOT);
        return OUTSIDE.stream().anyMatch(lower::contains);
    }

    private static boolean hasCode(Throwable cause, Set<Integer> codes) {
        return cause instanceof SQLException sql && codes.contains(sql.getErrorCode());
    }

    private static boolean isFormatError(Throwable cause) {
        return switch (cause) {
            case EOFException _, UTFDataFormatException _, StreamCorruptedException _ -> true;
            case BufferUnderflowException _, IndexOutOfBoundsException _ -> true;
            case NumberFormatException _ -> true;
            case MVStoreException store -> FORMAT_ERRORS.contains(store.getErrorCode());
            default -> false;
        };
    }

    private static List<Throwable> causes(Throwable thrown) {
        var causes = new ArrayList<Throwable>();
        for (Throwable cause = thrown;
                cause != null && !causes.contains(cause);
                cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
