package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfileTest {

    @Test
    void thePartsOfMixedAddUpWhateverIsRounded() {
        assertEquals(List.of(400, 200, 250, 100, 50), Profile.MIXED.divide(1_000));
        IntStream.rangeClosed(0, 300)
                .forEach(calls ->
                        assertEquals(
                                calls,
                                Profile.MIXED.divide(calls).stream().mapToInt(part -> part).sum()));
        assertEquals(List.of(7), Profile.QUEUE.divide(7));
    }

    @Test
    void eachRegistrationHasAPhoneOfItsOwn() {
        assertEquals(100, plan(Profile.MIXED).phones());
        assertEquals(2_000, plan(Profile.REGISTER).phones());
        assertEquals(0, plan(Profile.ANSWER).phones());
    }

    /** A thousand calls, and as many to warm up. */
    private static RoundPlan plan(Profile profile) {
        var settings = LoadSettings.of(List.of(profile), 1_000, 10, Path.of("unused"));
        return RoundPlan.of(settings, profile, 1);
    }
}
