package org.strowger.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.Skill;
import org.strowger.base.QueueId;
import org.strowger.call.BlockList;
import org.strowger.call.StaffChange;
import org.strowger.call.Switchboard;
import org.strowger.control.StaffDoor;

/**
 * Changes of agents and queues by the control door.
 *
 * @param lists asks for the agents, and waits for the answer
 * @param changes does something, and waits until it can be seen
 * @param numbers asks who is blocked, and waits for the answer
 */
record StaffChanges(
        Supplier<List<AcdConfig.Agent>> lists,
        Function<Function<Switchboard, Boolean>, Boolean> changes,
        Supplier<List<String>> numbers)
        implements StaffDoor {

    private static final long MOST_WRAP_UP_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int HOUR = 3_600;

    @Override
    public List<StaffView> staff() {
        return lists.get().stream().map(StaffChanges::view).toList();
    }

    private static StaffView view(AcdConfig.Agent agent) {
        var skills = new LinkedHashMap<String, Integer>();
        agent.skills().forEach(skill -> skills.put(skill.name(), skill.level()));
        return new StaffView(
                agent.id().value(), agent.queues().stream().map(QueueId::value).toList(), skills);
    }

    @Override
    public void change(String agent, String change, String what, int number) {
        var asked = asked(change, what, number);
        if (!changes.apply(switchboard -> switchboard.staff().change(agent, asked))) {
            throw new IllegalArgumentException(
                    asked instanceof StaffChange.Serve
                            ? "there is no agent " + agent + ", or no queue " + what
                            : asked instanceof StaffChange.Dispose
                                    ? "there is no agent " + agent + " who wraps a call up"
                                    : "there is no agent " + agent);
        }
    }

    private static StaffChange asked(String change, String what, int number) {
        return switch (change) {
            case "not-ready" -> {
                check(what.matches("\\P{Cntrl}{1,64}"), "a reason of 1 to 64 characters is needed");
                yield new StaffChange.NotReady(what);
            }
            case "disposition" -> {
                check(what.matches("[0-9]{1,8}"), "a code of 1 to 8 digits is needed");
                yield new StaffChange.Dispose(what);
            }
            case "wrap-up-end" -> new StaffChange.EndWrapUp();
            case "wrap-up-more" -> {
                check(number > 0 && number <= HOUR, "1 to 3600 seconds are needed");
                yield new StaffChange.ExtendWrapUp(
                        TimeUnit.SECONDS.toMicros(number), MOST_WRAP_UP_MICROS);
            }
            case "join", "leave" -> {
                check(!what.isEmpty(), "a queue is needed");
                yield new StaffChange.Serve(new QueueId(what), change.equals("join"));
            }
            case "skill" -> {
                check(Skill.isName(what), "the name of a skill is needed");
                check(number >= 0 && number <= Skill.HIGHEST, "a level is 0 to 10");
                yield new StaffChange.Level(what, number);
            }
            default ->
                    throw new IllegalArgumentException(
                            "the change must be not-ready, wrap-up-end, wrap-up-more, disposition,"
                                    + " join, leave or skill");
        };
    }

    private static void check(boolean right, String problem) {
        if (!right) {
            throw new IllegalArgumentException(problem);
        }
    }

    @Override
    public void open(String queue, boolean open) {
        if (!changes.apply(switchboard -> switchboard.staff().open(queue, open))) {
            throw new IllegalArgumentException("there is no queue " + queue);
        }
    }

    @Override
    public List<String> blocked() {
        return numbers.get();
    }

    @Override
    public void block(String number, boolean blocked) {
        check(BlockList.isEntry(number), "a number is needed, or its beginning and a star");
        check(
                changes.apply(switchboard -> switchboard.blockList().set(number, blocked)),
                "there are %d already".formatted(BlockList.MOST));
    }
}
