package org.strowger.media.recording;

import java.io.IOException;
import java.io.Serial;

/** A file that is no recording, is damaged or was changed, or whose key is not there. */
public final class RecordingException extends IOException {

    @Serial private static final long serialVersionUID = 1;

    RecordingException(String problem) {
        super(problem);
    }

    RecordingException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
