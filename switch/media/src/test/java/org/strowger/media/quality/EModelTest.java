package org.strowger.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values of the recommendations' tables, and such as were reckoned by hand. */
class EModelTest {

    @ParameterizedTest
    @CsvSource({
        // ITU-T G.107, annex B
        "90, 4.34",
        "80, 4.03",
        "70, 3.60",
        "60, 3.10",
        "50, 2.58",
        "100, 4.5",
        "120, 4.5",
        "0, 1",
        "-20, 1",
        "5, 1"
    })
    void aRatingIsAScore(double rating, double mos) {
        assertEquals(mos, EModel.mos(rating), 0.0065);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 93.2",
        "100, 0, 93.2",
        "150, 0, 93.03",
        "400, 0, 69.13",
        // G.113, appendix I: Ie 0 and Bpl 25.1
        "50, 0.01, 89.56",
        "50, 0.05, 77.42",
        "50, 0.10, 66.13",
        "50, 1, 17.26",
    })
    void delayAndLossTakeFromTheRating(double delay, double loss, double rating) {
        assertEquals(rating, EModel.rating(delay, loss), 0.05);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 0.0025", "20, 0.0498", "60, 0.3679"})
    void jitterBecomesLateness(double jitterMillis, double ratio) {
        assertEquals(ratio, EModel.discardRatio(jitterMillis), 0.0001);
    }

    @ParameterizedTest
    @CsvSource({
        // sent in 1000, lost, round trip ms, score of what was heard
        "0, 0, 441",
        "10, 0, 435",
        "50, 0, 392",
        "0, 300, 425",
        "0, 800, 329"
    })
    void aLegIsScoredByWhatItLost(int lost, int roundTripMillis, int score) {
        var sequence = new SequenceCounter();
        for (int i = 0; i < 1_000; i++) {
            if (i == 0 || lost == 0 || i % (1_000 / lost) != 1) {
                sequence.audio(1, i);
            }
        }
        assertEquals(lost, sequence.lost());
        var reports = new LegQuality.Reports(3, lost, 0, roundTripMillis * 1_000);
        var quality = LegQuality.of(sequence, new ArrivalTimes(), reports, 1_000);
        assertEquals(score, quality.mos(), 2);
        assertEquals(score, quality.peerMos(), 2);
    }
}
