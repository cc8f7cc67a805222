package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.AgentId;

class NeedsTest {

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    /** Of an agent with tax 3, english 7 and mandarin 5. */
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "english, 7",
        "english >= 7, 7",
        "english >= 8, -1",
        "french, -1",
        "english and tax, 10",
        "english and english >= 6 and tax, 10",
        "english and french, -1",
        "tax or english, 7",
        "french or tax, 3",
        "tax and (mandarin >= 3 or cantonese >= 3), 8",
        "tax and mandarin or english, 8",
        "not french, 0",
        "tax and not french >= 3, 3",
        "not tax, -1",
        "not tax >= 4, 0",
        "not (tax and french), 0",
        "not (tax or french), -1",
        "NOT NOT tax, 3",
        "'!french & ( tax|french )', 3",
    })
    void tellsHowWellAnAgentMatches(String needs, int score) {
        var skills =
                List.of(new Skill("tax", 3), new Skill("english", 7), new Skill("mandarin", 5));
        var agent = new AcdConfig.Agent(new AgentId("a"), List.of(), skills, false);
        var table = new SkillTable(List.of(agent));

        var compiled = new Qualification(Needs.parse(needs), table);

        assertEquals(score, compiled.score(table.levels(skills)));
    }

    @ParameterizedTest
    @CsvSource({
        "english>=1, english",
        "a and (b and c>=2), a and b and c >= 2",
        "(a or (b or a)), a or b",
        "a or b and c, a or (b and c)",
        "not(a or b>=3), not (a or b >= 3)",
        "not not not a, not a",
        "a and b>=3 and a>=5, a >= 5 and b >= 3",
        "中文 >= 3 AND tax-2, 中文 >= 3 and tax-2",
    })
    void isWrittenTheSameForTheSame(String text, String written) {
        var needs = Needs.parse(text);

        assertEquals(written, needs.toString());
        assertEquals(needs, Needs.parse(written));
        assertEquals(needs, Needs.parse(NeedsWriter.compact(needs)));
    }

    @Test
    void isWrittenWithoutSpacesForTheJournal() {
        var needs = Needs.parse("billing >= 5 and not trainee and (mandarin >= 3 or cantonese)");

        assertEquals("billing>=5&!trainee&(mandarin>=3|cantonese)", NeedsWriter.compact(needs));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "billing >=; 10; expected a level from 1 to 10, found the end",
                "billing >= 11; 11; expected a level from 1 to 10, found \"11\"",
                "billing >= 0; 11; expected a level from 1 to 10, found \"0\"",
                "billing > 5; 8; expected \"and\", \"or\" or the end, found \">\"",
                "billing english; 8; expected \"and\", \"or\" or the end, found \"english\"",
                "(a or b; 7; expected \"and\", \"or\" or \")\", found the end",
                "a or b); 6; expected \"and\", \"or\" or the end, found \")\"",
                "a and; 5; expected a skill, \"not\" or \"(\", found the end",
                "and a; 0; expected a skill, \"not\" or \"(\", found \"and\"",
                "a and ,; 6; expected a skill, \"not\" or \"(\", found \",\"",
                "-a; 0; expected a skill, \"not\" or \"(\", found \"-a\"",
            })
    void saysWhereItIsWrongAndWhatWasExpected(String text, int offset, String message) {
        var wrong = assertThrows(MalformedNeeds.class, () -> Needs.parse(text));

        assertEquals(message, wrong.getMessage());
        assertEquals(offset, wrong.offset());
    }

    @Test
    void hasLimits() {
        assertEquals(64, parts(Needs.parse(terms(64))));
        assertRefused(terms(65), "more than 64 terms");
        assertEquals("a", Needs.parse("(".repeat(16) + "a" + ")".repeat(16)).toString());
        assertRefused("(".repeat(17) + "a" + ")".repeat(17), "more than 16 within one another");
        assertRefused("!".repeat(999) + "a", "more than 16 within one another");
        assertEquals("a", Needs.parse("a" + " ".repeat(999)).toString());
        assertRefused("a" + " ".repeat(1_000), "longer than 1000 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "and", "Or", "NOT", "-a", "a b", "a.b", "a>", "\ud83d\ude00"})
    void someWordsAreNoSkills(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Skill(name, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a >= 5 and b >= 3; a 2; ; a >= 3 and b >= 3",
                "a >= 5 and b >= 3; a 9; ; a and b >= 3",
                "a >= 5 and b >= 3; ; a; b >= 3",
                "a >= 5 or b >= 3; a 1; ; a >= 4 or b >= 3",
                "a >= 5 or b >= 3; ; b; ''",
                "c and (a >= 5 or b >= 3); ; b; c",
                "c and not a >= 5; a 3; ; c and not a >= 5",
                "c and not (a >= 5 and b); ; b; c",
                "c; b 3; a; c",
            })
    void becomesEasier(String text, String lower, String drop, String easier) {
        var less = new ArrayList<Skill>();
        if (lower != null) {
            less.add(new Skill(lower.substring(0, 1), Integer.parseInt(lower.substring(2))));
        }

        var needs = Needs.parse(text).relaxed(less, drop == null ? List.of() : List.of(drop));

        assertEquals(easier, needs.toString());
    }

    /** Whatever is thrown at it: an expression that can be read again, or a refusal. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isReadOrRefused(long seed) {
        var random = new Random(seed);
        var words = List.of("a", "b2", "(", ")", "and", "or", "not", ">=", "3", "&", " ", "|", "?");
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            try {
                var needs = Needs.parse(text.toString());
                assertEquals(needs, Needs.parse(needs.toString()), () -> seed + ": " + text);
            } catch (MalformedNeeds refused) {
                assertTrue(refused.offset() <= text.length(), () -> seed + ": " + text);
            }
        }
    }

    private static String terms(int number) {
        var text = new StringBuilder("s0");
        for (int i = 1; i < number; i++) {
            text.append(" and s").append(i);
        }
        return text.toString();
    }

    private static int parts(Needs needs) {
        return needs instanceof Needs.All(var parts) ? parts.size() : 1;
    }

    private static void assertRefused(String text, String message) {
        var refused = assertThrows(MalformedNeeds.class, () -> Needs.parse(text));
        assertEquals(message, refused.getMessage());
    }
}
