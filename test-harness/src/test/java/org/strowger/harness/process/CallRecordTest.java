package org.strowger.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CallRecordTest {

    @Test
    void whatIsThereIsReadAndWhatIsNullIsEmpty() {
        var json =
                new JsonMapper()
                        .readTree(
                                """
                                {"id":"n1-7","caller":"5551001","queue":null,"agent":"1001","timeouts":2,
                                 "outcome":"answered",
                                 "legs":[{"party":"5551001","direction":"in","status":200,
                                          "packetsSent":250,"packetsReceived":249,"packetsLost":1}]}
                                """);

        var record = CallRecord.of(json);

        assertEquals("n1-7", record.id());
        assertEquals("", record.queue());
        assertEquals("", record.keys());
        assertEquals(2, record.timeouts());
        assertEquals(
                new CallRecord.Leg("5551001", "in", 200, 250, 249, 1), record.legs().getFirst());
    }
}
