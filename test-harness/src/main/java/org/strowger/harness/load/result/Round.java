package org.strowger.harness.load.result;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One round of one profile.
 *
 * @param profile name of the profile
 * @param number 1 for the first round of a profile
 * @param folder of its raw files, relative to the result folder
 * @param startedAt ISO 8601, UTC
 * @param seconds from the first call offered to the last call over
 * @param settings what was asked for, by name of the option
 * @param sessions what became of the calls
 * @param times response times by name, see {@link Names}
 * @param cost what it took; null when the switch was not ours to look into
 * @param sound of the RTP; null when none was sent
 * @param queueing what the distributor did; null when nothing queued or it could not be asked
 * @param limit steps to the breaking point; null when it was not looked for
 * @param samples one a second
 * @param findings what was checked after the run, see {@link Finding}
 */
public record Round(
        String profile,
        int number,
        String folder,
        String startedAt,
        double seconds,
        Map<String, String> settings,
        Sessions sessions,
        Map<String, Percentiles> times,
        @Nullable Cost cost,
        @Nullable Sound sound,
        @Nullable Queueing queueing,
        @Nullable Limit limit,
        List<Sample> samples,
        List<Finding> findings) {

    public Round {
        settings = Map.copyOf(settings);
        times = Map.copyOf(times);
        samples = List.copyOf(samples);
        findings = List.copyOf(findings);
    }

    /** The same with more findings. */
    public Round and(List<Finding> more) {
        return new Round(
                profile,
                number,
                folder,
                startedAt,
                seconds,
                settings,
                sessions,
                times,
                cost,
                sound,
                queueing,
                limit,
                samples,
                Stream.concat(findings.stream(), more.stream()).toList());
    }

    /** Whether everything that was checked holds. */
    public boolean passed() {
        return findings.stream().allMatch(Finding::holds);
    }
}
