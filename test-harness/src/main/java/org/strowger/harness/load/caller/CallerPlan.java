package org.strowger.harness.load.caller;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one SIPp shall do.
 *
 * @param folder for its files, which are kept
 * @param remote the switch
 * @param local SIP port to bind
 * @param media base of the ports from which SIPp itself sends keys
 * @param number to dial; empty for phones that register
 * @param atOnce most calls at a time
 * @param rate new calls a second
 * @param ramp over which the rate grows from nothing
 * @param limit after which it has failed
 * @param prefix before the command, for example {@code taskset -c 1}
 */
public record CallerPlan(
        Manner manner,
        Path folder,
        InetSocketAddress remote,
        int local,
        int media,
        String number,
        CallerRows rows,
        boolean ownSound,
        int atOnce,
        double rate,
        Duration ramp,
        Duration limit,
        List<String> prefix) {

    /** SIPp's own 64 KiB lose messages above 1,000 calls a second; the kernel may grant less. */
    private static final String SOCKET_BUFFER = "4194304";

    public static final String STATISTICS = "stat.csv";
    public static final String CALLS = "calls.log";
    public static final String ERRORS = "errors.log";
    public static final String ROWS = "rows.csv";
    public static final String COMMAND = "run.sh";

    public CallerPlan {
        prefix = List.copyOf(prefix);
    }

    /** The same from other ports. */
    public CallerPlan from(int otherLocal, int otherMedia) {
        return new CallerPlan(
                manner,
                folder,
                remote,
                otherLocal,
                otherMedia,
                number,
                rows,
                ownSound,
                atOnce,
                rate,
                ramp,
                limit,
                prefix);
    }

    /** Its command, to be run in its folder. */
    public List<String> command() {
        var command = new ArrayList<String>();
        command.add("sipp");
        command.add(remote.getAddress().getHostAddress() + ":" + remote.getPort());
        options(command, "-sf", manner.scenario() + ".xml", "-inf", ROWS);
        options(command, "-i", interfaceAddress(), "-p", String.valueOf(local));
        options(
                command,
                "-mi",
                interfaceAddress(),
                "-mp",
                String.valueOf(media),
                "-ci",
                interfaceAddress());
        if (!number.isEmpty()) {
            options(command, "-key", "number", number);
        }
        options(command, "-m", String.valueOf(rows.rows().size()));
        options(command, "-l", String.valueOf(atOnce));
        rate(command);
        options(command, "-nostdin", "-trace_stat", "-stf", STATISTICS, "-fd", "1");
        options(command, "-trace_err", "-error_file", ERRORS, "-trace_error_codes");
        options(command, "-trace_logs", "-log_file", CALLS);
        options(command, "-timeout", limit.toSeconds() + "s", "-timeout_error");
        options(command, "-timer_resol", "5", "-skip_rlimit", "-max_recv_loops", "5000");
        options(command, "-buff_size", SOCKET_BUFFER);
        return command;
    }

    /** The same as a script, for whoever wants to run it again. */
    public String script() {
        var words = command().stream().map(CallerPlan::quoted).toList();
        return """
        #!/bin/sh
        # Runs these callers again, against whatever listens at %s now.
        cd "$(dirname "$0")" || exit 1
        ulimit -n "$(ulimit -Hn)"
        exec %s </dev/null
        """
                .formatted(remote, String.join(" ", words));
    }

    private String interfaceAddress() {
        return remote.getAddress().isLoopbackAddress() ? "127.0.0.1" : "0.0.0.0";
    }

    /** SIPp raises its rate by steps, one a second. */
    private void rate(List<String> command) {
        long steps = ramp.toSeconds();
        if (steps < 2) {
            options(command, "-r", decimal(rate));
            return;
        }
        var step = String.valueOf((long) Math.ceil(rate / steps)); // SIPp takes whole numbers here.
        options(command, "-r", step, "-rate_increase", step, "-rate_interval", "1s");
        options(command, "-rate_max", String.valueOf(Math.round(rate)), "-no_rate_quit");
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    private static void options(List<String> command, String... words) {
        command.addAll(List.of(words));
    }

    private static String quoted(String word) {
        return word.matches("[\\w./:=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
