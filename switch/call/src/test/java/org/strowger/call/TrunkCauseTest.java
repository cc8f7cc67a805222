package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.sip.Caller;
import org.strowger.sip.LegEnd;

/** What a caller hears of why a trunk did not take the call. */
class TrunkCauseTest {

    private final Laboratory lab = new Laboratory();

    @ParameterizedTest(name = "{0} with cause {1}: {2} with cause {3}")
    @CsvSource({
        "486, 0, 486, 17",
        "503, 17, 486, 17",
        "503, 0, 503, 41",
        "500, 1, 404, 1",
        "404, 3, 404, 3",
        "401, 0, 403, 21",
        "408, 0, 408, 102",
        "302, 0, 480, 23",
        "301, 0, 410, 22",
        "302, 17, 480, 17"
    })
    void theCallerHearsTheBestResponseAndTheCause(int status, int cause, int heard, int q850) {
        var causes = new ArrayList<Integer>();
        var leg =
                new FakeSip.Incoming(new Caller.Trunk("peer"), "5551001", "4003") {
                    @Override
                    public void reject(int response, int why) {
                        causes.add(why);
                        reject(response);
                    }
                };
        leg.events = lab.switchboard.incoming(leg);
        lab.run();
        lab.then(() -> lab.rung().events.ended(new LegEnd(LegEnd.Cause.REJECTED, status, cause)));
        assertEquals(List.of(Integer.toString(heard)), leg.heard);
        assertEquals(List.of(q850), causes);
        lab.then(leg::confirmsEnd);
        assertEquals(0, lab.switchboard.liveCalls());
    }
}
