package org.strowger.call;

import java.util.Map;
import org.strowger.media.recording.Recorder;

/**
 * What there is for recording calls.
 *
 * @param rules by queue; on demand for one that is not there
 */
public record Recordings(Recorder recorder, Map<String, RecordingRule> rules) {

    /** No call is recorded. */
    public static final Recordings NONE = new Recordings(Recorder.NONE, Map.of());

    public Recordings {
        rules = Map.copyOf(rules);
    }

    /** What holds for a queue. */
    RecordingRule rule(String queue) {
        return rules.getOrDefault(queue, RecordingRule.ON_DEMAND);
    }
}
