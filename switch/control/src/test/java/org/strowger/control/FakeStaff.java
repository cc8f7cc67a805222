package org.strowger.control;

import java.util.List;
import java.util.Map;

/** One agent and one queue, of which every change is written down. */
record FakeStaff(List<String> changes) implements StaffDoor {

    @Override
    public List<StaffView> staff() {
        return List.of(new StaffView("1001", List.of("sales"), Map.of("tax", 5)));
    }

    @Override
    public void change(String agent, String change, String what, int number) {
        if (!agent.equals("1001")) {
            throw new IllegalArgumentException("there is no agent " + agent);
        }
        changes.add("%s %s %s %d".formatted(agent, change, what, number));
    }

    @Override
    public void open(String queue, boolean open) {
        if (!queue.equals("sales")) {
            throw new IllegalArgumentException("there is no queue " + queue);
        }
        changes.add(queue + " " + open);
    }

    @Override
    public List<String> blocked() {
        return List.of("0900*");
    }

    @Override
    public void block(String number, boolean blocked) {
        if (number.isEmpty()) {
            throw new IllegalArgumentException("a number is needed");
        }
        changes.add(number + " " + blocked);
    }
}
