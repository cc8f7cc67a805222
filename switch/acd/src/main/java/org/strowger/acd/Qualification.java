package org.strowger.acd;

import java.util.Arrays;
import java.util.List;

/**
 * {@link Needs} compiled: a list of numbers worked off with a stack, so that an agent is weighed
 * without a look at a name and without garbage. For one thread.
 */
final class Qualification {

    private static final int FAILED = -1;

    // A number from 0 is a skill that is asked for; one below 0 an operation, with its size above.
    private static final int ALL = 1;
    private static final int ANY = 2;
    private static final int NOT = 3;
    private static final int OPERATION_BITS = 2;
    private static final int OPERATION_MASK = (1 << OPERATION_BITS) - 1;

    private final SkillTable table;
    private final int[] code;
    private final int[] stack;
    private int length;

    Qualification(Needs needs, SkillTable table) {
        this.table = table;
        int size = size(needs);
        this.code = new int[size];
        this.stack = new int[size];
        compile(needs);
    }

    /** How well an agent of these levels matches, or -1 when they do not do. */
    int score(int[] levels) {
        int top = 0;
        for (int step : code) {
            if (step >= 0) {
                stack[top++] = SkillTable.level(levels, step);
            } else {
                int operands = -step >> OPERATION_BITS;
                top -= operands;
                stack[top] = fold(-step & OPERATION_MASK, top, top + operands);
                top++;
            }
        }
        return stack[0];
    }

    private int fold(int operation, int from, int to) {
        if (operation == NOT) {
            return stack[from] == FAILED ? 0 : FAILED;
        }
        int sum = 0;
        int most = FAILED;
        boolean met = true;
        for (int i = from; i < to; i++) {
            sum += stack[i];
            most = Math.max(most, stack[i]);
            met &= stack[i] != FAILED;
        }
        if (operation == ANY) {
            return most;
        }
        return met ? sum : FAILED;
    }

    private void compile(Needs needs) {
        switch (needs) {
            case Needs.Skilled(var skill) -> code[length++] = table.asked(skill);
            case Needs.Not(var need) -> operation(NOT, List.of(need));
            case Needs.All(var parts) -> operation(ALL, parts);
            case Needs.Any(var parts) -> operation(ANY, parts);
        }
    }

    private void operation(int operation, List<Needs> operands) {
        operands.forEach(this::compile);
        code[length++] = -((operands.size() << OPERATION_BITS) | operation);
    }

    private static int size(Needs needs) {
        return switch (needs) {
            case Needs.Skilled _ -> 1;
            case Needs.Not(var need) -> 1 + size(need);
            case Needs.All(var parts) -> 1 + parts.stream().mapToInt(Qualification::size).sum();
            case Needs.Any(var parts) -> 1 + parts.stream().mapToInt(Qualification::size).sum();
        };
    }

    @Override
    public String toString() {
        return Arrays.toString(code);
    }
}
