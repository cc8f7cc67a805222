package org.strowger.harness.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.strowger.harness.process.Bounded;

/** Whether the SIPp that is installed will do. */
final class SippCheck {

    private static final Pattern VERSION = Pattern.compile("SIPp v(\\d+)\\.(\\d+)(\\S*?)\\.?\\s");
    private static final int MAJOR = 3;
    private static final int MINOR = 6;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int PRINTED_VERSION = 99;

    private SippCheck() {}

    /**
     * Its version.
     *
     * @throws LoadFailure when there is none, or an old one
     */
    static String version(Path folder) {
        return version("sipp", folder);
    }

    static String version(String program, Path folder) {
        String printed;
        try (var sipp =
                Bounded.start(List.of(program, "-v"), folder, folder.resolve("sipp-v"), LIMIT)) {
            int code = sipp.await();
            printed = code == 0 || code == PRINTED_VERSION ? sipp.output() : "";
        } catch (java.io.UncheckedIOException e) {
            throw new LoadFailure(
                    "SIPp is not installed, and it makes the calls: apt-get install sip-tester", e);
        }
        return check(printed);
    }

    static String check(String printed) {
        var version = VERSION.matcher(printed);
        if (!version.find()) {
            throw new LoadFailure("sipp -v does not say its version; SIPp 3.6 or newer is needed");
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
            throw new LoadFailure(
                    "SIPp is %d.%d; 3.6 or newer is needed (package sip-tester)"
                            .formatted(major, minor));
        }
        return "%d.%d%s".formatted(major, minor, version.group(3));
    }
}
