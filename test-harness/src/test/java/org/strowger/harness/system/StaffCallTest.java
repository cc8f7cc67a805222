package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.ControlDoor;
import org.strowger.harness.process.SwitchProcess;

/** Agents and a supervisor dial their codes, and a restart forgets nothing of it. */
@Tag("loopback")
class StaffCallTest {

    private static final String AGENT = "1001";
    private static final String OTHER = "1002";

    private static ConfFolder conf() {
        return ConfFolder.create()
                .agents(2)
                .wrapUpSeconds(30)
                .t1Millis(Loopback.SHORT_T1_MILLIS)
                .outside(
                        "{match: \"0(\\\\d+)\", trunk: peer, kind: national}",
                        "{kinds: [national], supervises: true}")
                .number("*15", "{feature: not-ready, reason: lunch}")
                .number("*16", "{feature: wrap-up-end}")
                .number("*18", "{feature: disposition}")
                .number("*22", "{feature: leave-queue, queue: support}")
                .number("*24", "{feature: close-queue, queue: sales}");
    }

    @Test
    void whatWasDialledIsSoAfterARestartToo() {
        var loopback = Loopback.start("staff", conf());
        try (var agent = phone(AGENT, loopback);
                var other = phone(OTHER, loopback)) {
            loopback.strowger().awaitAgents(2, "ready", Loopback.SOON);
            dial(other, "*15");
            loopback.strowger().awaitAgent(OTHER, "not-ready", Loopback.SOON);
            talk(loopback, agent);
            dial(agent, "*1842");
            assertEquals("42", disposition(loopback));
            dial(agent, "*16");
            loopback.strowger().awaitAgent(AGENT, "ready", Loopback.SOON);
            dial(agent, "*22");
            dial(agent, "*24");
            var door = new ControlDoor(loopback.strowger().data());
            door.post("/api/v1/agents/1001/skill", "{\"what\": \"tax\", \"number\": 7}");
            awaitStanding(loopback);
            assertEquals(0, loopback.strowger().stop());
        } finally {
            loopback.close();
        }
        try (var again = loopback.again()) {
            awaitStanding(again);
        }
    }

    /** What was dialled and asked for. */
    private static void awaitStanding(Loopback loopback) {
        var strowger = loopback.strowger();
        strowger.awaitAgent(OTHER, "not-ready", Loopback.SOON);
        strowger.awaitAgent(AGENT, "ready", Loopback.SOON);
        assertTrue(strowger.agents().toString().contains("\"reason\":\"lunch\""));
        var staff = strowger.list("staff").toString();
        assertTrue(staff.contains("{\"id\":\"1001\",\"queues\":[\"sales\"]"), staff);
        assertTrue(staff.contains("\"tax\":7"), staff);
        var queues = strowger.list("queues");
        assertEquals(false, queues.getFirst().path("open").asBoolean(true));
        assertEquals(true, queues.getLast().path("open").asBoolean(false));
    }

    private static void talk(Loopback loopback, Phone agent) {
        try (var caller = Phone.anonymous("5559601", loopback.strowger().sip())) {
            var call = caller.dial("4002");
            var rung = agent.awaitCall(Loopback.SOON);
            loopback.strowger().awaitAgent(AGENT, "talking", Loopback.SOON);
            call.hangUp();
            rung.awaitEnd(Loopback.SOON);
        }
        loopback.strowger().awaitAgent(AGENT, "wrap-up", Loopback.SOON);
        loopback.strowger().awaitRecordsOf(Set.of("5559601"), 1, Loopback.SOON);
    }

    private static String disposition(Loopback loopback) {
        var strowger = loopback.strowger();
        strowger.await(
                () -> !disposed(strowger).isEmpty(), Loopback.SOON, () -> "a code in the record");
        return disposed(strowger);
    }

    private static String disposed(SwitchProcess strowger) {
        return strowger.awaitRecordsOf(Set.of("5559601"), 1, Loopback.SOON)
                .getFirst()
                .json()
                .path("disposition")
                .asString("");
    }

    private static void dial(Phone phone, String code) {
        var call = phone.dial(code);
        call.awaitAnswer(Loopback.SOON);
        call.awaitEnd(Loopback.SOON);
    }

    private static Phone phone(String user, Loopback loopback) {
        var phone = Phone.of(user, "demo-" + user, loopback.strowger().sip());
        phone.answering(Answering.afterMillis(0)).register();
        return phone;
    }
}
