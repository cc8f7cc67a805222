package org.strowger.sip.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberRulesTest {

    private static NumberRule match(String expression, String to) {
        return new NumberRule.Match(Pattern.compile(expression), to);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "00441632960000, +441632960000",
        "0301234567, +49301234567",
        "112, 112",
        "4412, 494930",
        "44, 44",
        "*11, *11"
    })
    void theFirstRuleThatFitsRewrites(String number, String rewritten) {
        var rules =
                new NumberRules(
                        List.of(
                                match("00([1-9]\\d+)", "+$1"),
                                new NumberRule.Prefix("0", "+49"),
                                match("44\\d{2}", "494930"),
                                match("1|12", "no")));
        assertEquals(rewritten, rules.rewrite(number));
    }

    @Test
    void anExpressionIsForTheWholeNumber() {
        assertEquals("x", new NumberRules(List.of(match("1|12", "x"))).rewrite("12"));
        assertEquals("123", new NumberRules(List.of(match("1|12", "x"))).rewrite("123"));
    }

    @Test
    void anEmptyBeginningIsThatOfEveryNumber() {
        var rules = new NumberRules(List.of(new NumberRule.Prefix("", "9")));
        assertEquals("9123", rules.rewrite("123"));
        assertEquals("9", rules.rewrite(""));
    }

    @Test
    void whatBecomesTooLongStaysAsItIs() {
        var number = "1".repeat(60);
        assertEquals(
                number,
                new NumberRules(List.of(new NumberRule.Prefix("", "12345"))).rewrite(number));
    }

    @Test
    void anExpressionThatTriesForEverIsGivenUp() {
        var rules =
                new NumberRules(
                        List.of(
                                match("(\\d+)+\\d*\\d*\\d*x", "no"),
                                new NumberRule.Prefix("1", "2")));
        var number = "1".repeat(60);
        var rewritten =
                assertTimeoutPreemptively(Duration.ofSeconds(10), () -> rules.rewrite(number));
        assertEquals("2" + "1".repeat(59), rewritten, "the next rule has its turn");
    }

    @Test
    void aGroupThatIsNotThereIsSaidWhenTheRuleIsMade() {
        assertThrows(IllegalArgumentException.class, () -> match("(\\d+)", "$2"));
        assertThrows(IllegalArgumentException.class, () -> match("(\\d+)", "$"));
    }
}
