package org.strowger.control;

import io.javalin.http.BadRequestResponse;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.strowger.records.CdrQuery;

/**
 * The query of {@code /cdr?limit=&since=&until=&caller=&queue=&agent=&outcome=}. What is not known
 * here is refused: a misspelt filter would answer something else than was asked.
 */
final class CdrQueryString {

    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 100_000;

    private static final Set<String> KNOWN =
            Set.of("limit", "since", "until", "caller", "queue", "agent", "outcome", "after");

    private CdrQueryString() {}

    static CdrQuery parse(Map<String, List<String>> query) {
        var unknown = new TreeSet<>(query.keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new BadRequestResponse("unknown: " + String.join(", ", unknown));
        }
        return new CdrQuery(
                limit(one(query, "limit")),
                time(query, "since", Long.MIN_VALUE),
                time(query, "until", Long.MAX_VALUE),
                one(query, "caller"),
                one(query, "queue"),
                one(query, "agent"),
                one(query, "outcome"),
                query.containsKey("after")
                        ? Objects.requireNonNullElse(one(query, "after"), "")
                        : null);
    }

    private static @Nullable String one(Map<String, List<String>> query, String name) {
        var values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new BadRequestResponse(name + " is there more than once");
        }
        return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new BadRequestResponse("limit must be 1 to " + MAX_LIMIT + ", not " + text);
        }
        return limit;
    }

    private static long time(Map<String, List<String>> query, String name, long otherwise) {
        var text = one(query, name);
        if (text == null) {
            return otherwise;
        }
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
        } catch (DateTimeParseException | ArithmeticException e) {
            var wrong =
                    new BadRequestResponse(name + " must be like 2026-01-02T03:04:05Z: " + text);
            wrong.initCause(e);
            throw wrong;
        }
    }
}
