package org.strowger.acd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * What an agent must be able to do: {@code billing >= 5 and (mandarin >= 3 or cantonese >= 3)}.
 *
 * <p>How well an agent who meets them matches is a number: of a skill the agent's level, of an
 * {@code and} the sum, of an {@code or} the best alternative that is met, of a {@code not} nothing.
 * A skill that an {@code and} asks for several times is asked for once, at the highest level.
 *
 * <p>Two needs that say the same in the same order are equal. Made by {@link #parse}, {@link #of},
 * {@link #all}, {@link #any} and {@link #not}, which leave out what says nothing.
 */
public sealed interface Needs {

    /** Asks for nothing; whoever serves the queue will do. */
    static Needs none() {
        return All.NOTHING;
    }

    /** At least this level. */
    record Skilled(Skill skill) implements Needs {
        @Override
        public String toString() {
            return NeedsWriter.text(this);
        }
    }

    /** The contrary. */
    record Not(Needs need) implements Needs {
        @Override
        public String toString() {
            return NeedsWriter.text(this);
        }
    }

    /** Every one of none, two or more. */
    record All(List<Needs> parts) implements Needs {

        private static final All NOTHING = new All(List.of());

        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return NeedsWriter.text(this);
        }
    }

    /** At least one of two or more. */
    record Any(List<Needs> parts) implements Needs {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return NeedsWriter.text(this);
        }
    }

    /**
     * Reads an expression. A name alone is that skill at any level; {@code and} binds closer than
     * {@code or}, {@code not} closer than both; {@code &}, {@code |} and {@code !} mean the same.
     * The empty text asks for nothing.
     *
     * @throws MalformedNeeds when it is none, has over 1,000 characters, 64 terms or 16 levels of
     *     parentheses
     */
    static Needs parse(String text) {
        return text.isBlank() ? none() : new NeedsReader(text).read();
    }

    /** All of these skills. */
    static Needs of(List<Skill> skills) {
        return all(skills.stream().<Needs>map(Skilled::new).toList());
    }

    /** Everything that these ask for. */
    static Needs all(List<Needs> needs) {
        SequencedMap<Object, Needs> parts = new LinkedHashMap<>();
        for (var need : needs) {
            for (var part : need instanceof All(var inner) ? inner : List.of(need)) {
                if (part instanceof Skilled(var skill)) {
                    parts.merge(skill.name(), part, Needs::higher);
                } else {
                    parts.putIfAbsent(part, part);
                }
            }
        }
        return parts.size() == 1
                ? parts.firstEntry().getValue()
                : new All(List.copyOf(parts.values()));
    }

    /** What one of these asks for; nothing when there is one that asks for nothing. */
    static Needs any(List<Needs> needs) {
        var parts = new ArrayList<Needs>();
        for (var need : needs) {
            if (need.equals(none())) {
                return none();
            }
            for (var part : need instanceof Any(var inner) ? inner : List.of(need)) {
                if (!parts.contains(part)) {
                    parts.add(part);
                }
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new Any(parts);
    }

    /** The contrary; of nothing, nothing. */
    static Needs not(Needs need) {
        if (need instanceof Not(var contrary)) {
            return contrary;
        }
        return need.equals(none()) ? none() : new Not(need);
    }

    /**
     * The same, made easier.
     *
     * @param lower by how many levels each of these skills is asked for less, down to 1; not under
     *     a {@code not}, where it would ask for more
     * @param drop names of skills that count as met; a {@code not} that speaks of one is left out
     */
    default Needs relaxed(List<Skill> lower, List<String> drop) {
        return switch (this) {
            case Skilled(var skill) when drop.contains(skill.name()) -> none();
            case Skilled(var skill) -> new Skilled(lowered(skill, lower));
            case Not(var need) -> need.mentions(drop) ? none() : this;
            case All(var parts) -> all(parts.stream().map(p -> p.relaxed(lower, drop)).toList());
            case Any(var parts) -> any(parts.stream().map(p -> p.relaxed(lower, drop)).toList());
        };
    }

    private boolean mentions(List<String> names) {
        var found = new ArrayList<String>();
        skills(name -> {
            if (names.contains(name)) {
                found.add(name);
            }
        });
        return !found.isEmpty();
    }

    /** Tells the name of every skill that is spoken of, from left to right. */
    default void skills(Consumer<? super String> names) {
        switch (this) {
            case Skilled(var skill) -> names.accept(skill.name());
            case Not(var need) -> need.skills(names);
            case All(var parts) -> parts.forEach(p -> p.skills(names));
            case Any(var parts) -> parts.forEach(p -> p.skills(names));
        }
    }

    private static Needs higher(Needs one, Needs other) {
        return level(one) >= level(other) ? one : other;
    }

    private static int level(Needs need) {
        return need instanceof Skilled(var skill) ? skill.level() : 0;
    }

    private static Skill lowered(Skill skill, List<Skill> lower) {
        int level = skill.level();
        for (var less : lower) {
            level -= less.name().equals(skill.name()) ? less.level() : 0;
        }
        return level == skill.level() ? skill : new Skill(skill.name(), Math.max(1, level));
    }
}
