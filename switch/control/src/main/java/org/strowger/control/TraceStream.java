package org.strowger.control;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /trace?number=&call-id=&method=&raw=&seconds=}: lines of JSON while the asker reads them,
 * at most an hour. An empty line each second shows that the stream lives, and finds out that nobody
 * reads it any more.
 */
final class TraceStream {

    private static final Logger LOG = LoggerFactory.getLogger(TraceStream.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int MAX_SECONDS = 3_600;
    private static final Set<String> KNOWN =
            Set.of("number", "call-id", "method", "raw", "seconds");
    private static final Pattern NUMBER = Pattern.compile("[^\\s\\p{Cntrl}]{1,64}");
    private static final Pattern CALL_ID = Pattern.compile("[^\\s\\p{Cntrl}]{1,256}");
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,32}");
    private static final Pattern RAW = Pattern.compile("true|false");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,3}");

    /** A line of the stream that is no message. */
    record Missed(long hidden, long lost) {}

    private final SipTrace trace;

    TraceStream(SipTrace trace) {
        this.trace = trace;
    }

    void serve(Context context) {
        var asked = context.queryParamMap();
        var unknown = new TreeSet<>(asked.keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new BadRequestResponse("unknown: " + String.join(", ", unknown));
        }
        var query =
                new SipTrace.Query(
                        one(asked, "number", NUMBER, "a number"),
                        one(asked, "call-id", CALL_ID, "a Call-ID"),
                        one(asked, "method", METHOD, "a method such as INVITE"),
                        "true".equals(one(asked, "raw", RAW, "true or false")));
        int seconds = seconds(one(asked, "seconds", SECONDS, "1 to " + MAX_SECONDS));
        try (var viewer = trace.open(query)) {
            context.contentType("application/x-ndjson");
            write(viewer, context.res().getOutputStream(), seconds);
        } catch (IOException gone) {
            LOG.debug("whoever read a trace is gone", gone);
        }
    }

    private static int seconds(@Nullable String text) {
        int seconds = text == null ? MAX_SECONDS : Integer.parseInt(text);
        if (seconds > MAX_SECONDS) {
            throw new BadRequestResponse("seconds must be 1 to " + MAX_SECONDS + ", not " + text);
        }
        return seconds;
    }

    private static @Nullable String one(
            Map<String, List<String>> query, String name, Pattern allowed, String expected) {
        var values = query.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1 || !allowed.matcher(values.getFirst()).matches()) {
            throw new BadRequestResponse(name + " must be " + expected);
        }
        return values.getFirst();
    }

    private static void write(SipTrace.Viewer viewer, OutputStream out, int seconds)
            throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        boolean over = false;
        line(out, ""); // The asker learns at once that the trace is on.
        while (!over) {
            out.flush();
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            var batch = viewer.next(left < BEAT.toNanos() ? Duration.ofNanos(left) : BEAT);
            for (var message : batch.messages()) {
                line(out, Json.MAPPER.writeValueAsString(message));
            }
            if (batch.hidden() > 0 || batch.lost() > 0) {
                var missed = new Missed(batch.hidden(), batch.lost());
                line(out, Json.MAPPER.writeValueAsString(missed));
            }
            if (batch.isEmpty()) {
                line(out, "");
            }
            over = batch.over();
        }
        out.flush();
    }

    private static void line(OutputStream out, String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
