package org.strowger.harness.load.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {

    private static final String NAMES =
            "CurrentTime;TotalCallCreated;FailedCall(C);Retransmissions(C);";
    private static final List<String> LINES =
            List.of(
                    NAMES,
                    "2026-01-01\t00:00:10.000000\t10.000000;0;0;0;",
                    "2026-01-01\t00:00:12.000000\t12.000000;200;4;1;",
                    "2026-01-01\t00:00:13.000000\t13.000000;300;4;1;",
                    "2026-01-01\t00:00:14.0000");

    @Test
    void betweenTwoReportsACountGrowsEvenly() {
        var course = Course.parse(LINES);

        assertEquals(100, course.at("TotalCallCreated", 11));
        assertEquals(250, course.at("TotalCallCreated", 12.5));
        assertEquals(1, course.at("FailedCall(C)", 10.5));
        assertEquals(0.5, course.at("Retransmissions(C)", 11));
    }

    @Test
    void beforeTheFirstReportItIsNothingAndAfterTheLastItStays() {
        var course = Course.parse(LINES);

        assertEquals(0, course.at("TotalCallCreated", 9));
        assertEquals(300, course.at("TotalCallCreated", 20));
        assertEquals(0, Course.parse(List.of()).at("TotalCallCreated", 20));
    }
}
