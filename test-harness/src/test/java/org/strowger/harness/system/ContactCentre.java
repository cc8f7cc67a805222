package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.ControlDoor;
import org.strowger.harness.process.SwitchProcess;
import org.strowger.harness.sipp.SippRun;

/** Queues with rules of their own, three agents at their phones, and SIPp's callers. */
final class ContactCentre implements AutoCloseable {

    static final String FIRST = "1001";
    static final String SECOND = "1002";
    static final String THIRD = "1003";
    static final List<String> ALL = List.of(FIRST, SECOND, THIRD);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Loopback loopback;
    private final Map<String, Phone> phones = new LinkedHashMap<>();
    private final ControlDoor door;

    /** All agents at work, in the order of their numbers. */
    ContactCentre(Loopback loopback) {
        this.loopback = loopback;
        this.door = new ControlDoor(loopback.strowger().data());
        for (var agent : ALL) {
            var phone = Phone.of(agent, "demo-" + agent, loopback.strowger().sip());
            phones.put(agent, phone);
            phone.answering(Answering.afterMillis(0)).register();
        }
    }

    /**
     * A configuration with these queues.
     *
     * @param queues keys of each by its name, as in queues.yaml within braces, but for id, offer-s,
     *     wrap-up-s and max-waiting
     * @param skills of the three agents, as in agents.yaml within braces
     */
    static ConfFolder conf(Map<String, String> queues, List<String> skills) {
        return conf(ConfFolder.create(), queues, skills, "");
    }

    /**
     * The same with scripts of its own.
     *
     * @param more numbers for everybody, as in numbers.yaml, each with its line's end
     */
    static ConfFolder conf(
            ConfFolder conf, Map<String, String> queues, List<String> skills, String more) {
        var numbers = new StringBuilder("public:\n").append(more);
        var lines = new StringBuilder("queues:\n");
        var names = new ArrayList<>(List.of("sales", "support"));
        names.forEach(name -> lines.append(queue(name, "")));
        queues.forEach((name, keys) -> {
            names.add(name);
            lines.append(queue(name, ", " + keys));
            numbers.append("  \"%s\": {queue: %s}\n".formatted(number(names.size()), name));
        });
        var agents = new StringBuilder("agents:\n");
        for (int i = 0; i < ALL.size(); i++) {
            agents.append(agent(ALL.get(i), names, skills.get(i)));
        }
        return conf.agents(ALL.size())
                .file("queues.yaml", lines.toString())
                .file("agents.yaml", agents.toString())
                .file("numbers.yaml", numbers.toString());
    }

    private static String queue(String name, String keys) {
        var usual = keys.contains("offer-s") ? "" : ", offer-s: 15";
        return "  - {id: %s%s, wrap-up-s: 0, max-waiting: 100%s}\n".formatted(name, usual, keys);
    }

    private static String agent(String id, List<String> queues, String skills) {
        return "  - {id: \"%s\", password: demo-%s, digest: [MD5], queues: %s, skills: {%s}, ready: log-in}\n"
                .formatted(id, id, queues, skills);
    }

    /** What is dialled for the queue that stands at that place among all, from 1. */
    private static String number(int place) {
        return String.valueOf(4_200 + place);
    }

    /** The number of the queue that stands there among those of {@link #conf}, from 0. */
    static String numberOf(int place) {
        return number(place + 3);
    }

    SwitchProcess strowger() {
        return loopback.strowger();
    }

    Phone phone(String agent) {
        var phone = phones.get(agent);
        if (phone == null) {
            throw new IllegalArgumentException(agent);
        }
        return phone;
    }

    /** All log out, and in again one after the other: what they have done before counts no more. */
    void beginTheDay() {
        ALL.forEach(agent -> change(agent, "LOGOUT"));
        ALL.forEach(agent -> forgetCalls(phone(agent).answering(Answering.afterMillis(0))));
        ALL.forEach(agent -> change(agent, "LOGIN"));
        strowger().awaitAgents(ALL.size(), "ready", Loopback.SOON);
    }

    private static void forgetCalls(Phone phone) {
        while (phone.callsWaiting() > 0) {
            phone.awaitCall(Loopback.SOON);
        }
    }

    /** What {@code strowger agent} does. */
    void change(String agent, String change) {
        door.post("/api/v1/agents/" + agent, "{\"change\":\"" + change + "\"}");
    }

    /** SIPp calls that number, and hangs up that long after the switch has answered. */
    SippRun call(String number, String caller, Duration hold) {
        return loopback.callers("uac-hold", number, caller)
                .calls(1)
                .pause(hold)
                .limit(LIMIT)
                .start();
    }

    /** The same; who has talked with the caller, once all but these are ready again. */
    String agentOf(String number, String caller, Duration hold, String... but) {
        var run = call(number, caller, hold);
        Loopback.assertAllSuccessful(run.await(), 1);
        var agent = recordOf(caller).agent();
        strowger().awaitAgents(ALL.size() - but.length, "ready", Loopback.SOON);
        return agent;
    }

    CallRecord recordOf(String caller) {
        return strowger().awaitRecordsOf(Set.of(caller), 1, Loopback.SOON).getFirst();
    }

    /** Every reason that the switch gives for what became of the call. */
    List<String> why(CallRecord record) {
        return why(record.id());
    }

    List<String> why(String call) {
        return strowger().list("calls/" + call + "/why").stream()
                .map(line -> line.path("reason").asString(""))
                .toList();
    }

    /** The caller's call, which is not over. */
    String callOf(String caller) {
        return strowger().list("calls").stream()
                .filter(call -> call.path("caller").asString("").equals(caller))
                .map(call -> call.path("id").asString(""))
                .collect(Collectors.joining());
    }

    /** Waits until the switch has said that of a call which is not over. */
    void awaitWhy(String caller, String reason) {
        strowger()
                .await(
                        () -> why(callOf(caller)).stream().anyMatch(r -> r.contains(reason)),
                        Loopback.SOON,
                        () -> reason + " of " + why(callOf(caller)));
    }

    static void assertSaid(List<String> why, String... reasons) {
        for (var reason : reasons) {
            assertEquals(
                    1,
                    why.stream().filter(line -> line.contains(reason)).count(),
                    () -> reason + ": " + why);
        }
    }

    @Override
    public void close() {
        phones.values().forEach(Phone::close);
    }
}
