package org.strowger.sip.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer's session description: the one audio stream we look at, and what else it names.
 *
 * @param audio null when there is no audio of a profile that we know in it
 * @param lines every media line in order: an answer has as many (RFC 3264, section 6)
 * @param audioLine which of them {@code audio} is, or -1
 */
public record RemoteSession(
        @Nullable AudioDescription audio, List<MediaLine> lines, int audioLine) {

    /**
     * A media line, as much as refusing it takes.
     *
     * @param format the first of its formats
     */
    public record MediaLine(String media, String transport, String format) {}

    public RemoteSession {
        lines = List.copyOf(lines);
    }
}
