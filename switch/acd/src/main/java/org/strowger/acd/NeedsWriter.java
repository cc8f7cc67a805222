package org.strowger.acd;

import java.util.List;
import java.util.stream.Collectors;

/** Writes {@link Needs} so that {@link Needs#parse} reads the same again. */
final class NeedsWriter {

    private NeedsWriter() {}

    /** For people: {@code billing >= 5 and (mandarin or cantonese)}. */
    static String text(Needs needs) {
        return write(needs, " >= ", " and ", " or ", "not ");
    }

    /** The same without a space, for the journal: {@code billing>=5&(mandarin|cantonese)}. */
    static String compact(Needs needs) {
        return write(needs, ">=", "&", "|", "!");
    }

    private static String write(Needs needs, String least, String and, String or, String not) {
        return switch (needs) {
            case Needs.Skilled(var skill) ->
                    skill.level() == 1 ? skill.name() : skill.name() + least + skill.level();
            case Needs.Not(var need) -> {
                var inner = write(need, least, and, or, not);
                yield not + (need instanceof Needs.Skilled ? inner : "(" + inner + ")");
            }
            case Needs.All(var parts) -> join(parts, and, least, and, or, not);
            case Needs.Any(var parts) -> join(parts, or, least, and, or, not);
        };
    }

    private static String join(
            List<Needs> parts, String by, String least, String and, String or, String not) {
        return parts.stream()
                .map(part -> {
                    var inner = write(part, least, and, or, not);
                    boolean grouped = part instanceof Needs.All || part instanceof Needs.Any;
                    return grouped ? "(" + inner + ")" : inner;
                })
                .collect(Collectors.joining(by));
    }
}
