package org.strowger.cli;

import java.util.List;
import java.util.Map;
import org.strowger.control.StaffDoor;

/** Agents and queues, of which every change is written down. */
record FakeStaff(List<String> done) implements StaffDoor {

    @Override
    public List<StaffView> staff() {
        return List.of(new StaffView("1001", List.of("sales"), Map.of("tax", 5)));
    }

    @Override
    public void change(String agent, String change, String what, int number) {
        if (!agent.equals("1001")) {
            throw new IllegalArgumentException("there is no agent " + agent);
        }
        done.add("%s %s %s %d".formatted(agent, change, what, number));
    }

    @Override
    public void open(String queue, boolean open) {
        done.add(queue + " " + open);
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
        done.add(number + " " + blocked);
    }
}
