package org.strowger.cli;

import java.io.PrintStream;
import java.util.List;
import org.strowger.media.recording.RecordedSound;
import tools.jackson.databind.JsonNode;

/**
 * What was read of a recording, beside what the records say of it.
 *
 * @param row of the records, as the control door shows it
 * @param whole whether its file has an end
 */
record WrittenRecording(JsonNode row, RecordedSound.Written written, boolean whole) {

    private static final long SAMPLES_IN_A_MILLISECOND = 8;
    private static final List<String> ENDED = List.of("complete", "repaired", "failed");

    /**
     * Says what is not as it was recorded.
     *
     * @return 0 when all of it is, or there may be more to come; else 1
     */
    int report(PrintStream err) {
        var id = row.path("id").asString("");
        var state = row.path("state").asString("");
        boolean good = true;
        for (long second : written.damaged()) {
            err.printf("%s: second %d is damaged or was changed, and silent here%n", id, second);
            good = false;
        }
        long there = written.samples() / SAMPLES_IN_A_MILLISECOND;
        long told = row.path("lengthMs").asLong(0);
        boolean lost = ENDED.contains(state) && there < told;
        boolean other = state.equals("complete") && (!whole || there != told);
        if (lost || other) {
            var end = whole ? "" : " without an end";
            err.printf("%s: %d ms were recorded, in its file are %d%s%n", id, told, there, end);
            good = false;
        } else if (!whole) {
            err.println(id + " has no end: it still runs, or was cut off");
        }
        return good ? 0 : 1;
    }
}
