package org.strowger.harness.load.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AnswersTest {

    @Test
    void percentilesAreValuesThatWereMeasured() {
        var answers = new Answers();
        for (int i = 100; i >= 1; i--) {
            answers.add(i);
        }

        assertEquals(100, answers.count());
        assertEquals(50, answers.at(50));
        assertEquals(99, answers.at(99));
        assertEquals(100, answers.at(100));
    }

    @Test
    void ofNoneItIsZeroAndAClockThatWentBackIsZero() {
        var answers = new Answers();
        assertEquals(0, answers.at(99));

        answers.add(-5);

        assertEquals(0, answers.at(99));
        assertEquals(1, answers.count());
    }

    @Test
    void sumsHaveAllOfBoth() {
        var answers = new Answers();
        answers.add(3);
        var others = new Answers();
        others.add(1);
        answers.add(others);

        assertEquals(2, answers.count());
        assertEquals(1, answers.at(50));
    }
}
