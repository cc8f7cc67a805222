package org.strowger.harness.load;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.farm.TalkTime;

/**
 * What was asked for; what is null comes from the profile.
 *
 * @param command what was typed
 * @param rate new calls a second
 * @param ramp over which the rate grows from nothing
 * @param calls in a round
 * @param duration of a round, instead of calls
 * @param talk talk time; for register the time until the refresh
 * @param agents how many
 * @param callers most calls at a time
 * @param rtp whether sound is sent both ways
 * @param findLimit whether to look for the highest rate at which nothing fails
 * @param warmUp calls before those that are measured
 * @param target a switch that runs already
 * @param data the folder in which that switch keeps its data
 * @param out for the result
 * @param keep whether the switches' data is kept too
 * @param heap of the switch's JVM, as -Xmx takes it
 * @param jvmOptions more for the switch's JVM
 * @param t1Millis RFC 3261's T1 of the switch, 500 when null; it comes to rest after 64 of them
 */
public record LoadSettings(
        String command,
        List<Profile> profiles,
        @Nullable Double rate,
        Duration ramp,
        @Nullable Integer calls,
        @Nullable Duration duration,
        @Nullable TalkTime talk,
        @Nullable Integer agents,
        @Nullable Integer callers,
        boolean rtp,
        boolean findLimit,
        int rounds,
        long seed,
        @Nullable Integer warmUp,
        @Nullable InetSocketAddress target,
        @Nullable Path data,
        Path out,
        boolean keep,
        String heap,
        List<String> jvmOptions,
        @Nullable Integer t1Millis) {

    public LoadSettings {
        profiles = List.copyOf(profiles);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** So many rounds of profiles, all else as the profiles say; into that folder. */
    public static LoadSettings of(List<Profile> profiles, int calls, double rate, Path out) {
        return new LoadSettings(
                "",
                profiles,
                rate,
                Duration.ZERO,
                calls,
                null,
                null,
                null,
                null,
                false,
                false,
                1,
                1,
                null,
                null,
                null,
                out,
                false,
                "512m",
                List.of(),
                null);
    }

    /**
     * The same, made to measure one thing soon.
     *
     * @param calls of the warm-up
     * @param t1 of the switch in milliseconds
     */
    public LoadSettings brief(int calls, int t1, List<String> options) {
        return new LoadSettings(
                command,
                profiles,
                rate,
                ramp,
                this.calls,
                duration,
                talk,
                agents,
                callers,
                rtp,
                findLimit,
                rounds,
                seed,
                calls,
                target,
                data,
                out,
                keep,
                heap,
                options,
                t1);
    }

    /**
     * The same against a switch that runs already.
     *
     * @param folder in which it keeps its data; null when that is not known
     */
    public LoadSettings against(InetSocketAddress other, @Nullable Path folder) {
        return new LoadSettings(
                command,
                profiles,
                rate,
                ramp,
                calls,
                duration,
                talk,
                agents,
                callers,
                rtp,
                findLimit,
                rounds,
                seed,
                warmUp,
                other,
                folder,
                out,
                keep,
                heap,
                jvmOptions,
                t1Millis);
    }
}
