package org.strowger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.Skill;
import org.strowger.call.BlockList;
import org.strowger.call.Shift;
import org.strowger.call.StaffLog;
import org.strowger.call.Switchboard;

/**
 * How agents and queues stand, and which callers are blocked, to be called back or may return, in
 * the files {@code shifts}, {@code closed-queues}, {@code blocked}, {@code callbacks} and {@code
 * returns} of the data folder.
 */
record StaffFiles(
        UserFile<Shift> shifts,
        UserFile<Boolean> closed,
        UserFile<Boolean> blocked,
        CallbackFile callbacks,
        ReturnFile returns)
        implements StaffLog, BlockList.Log, AutoCloseable {

    /**
     * Reads what was kept; nothing where there are no such files.
     *
     * @param data the data folder, which is there
     */
    static StaffFiles open(Path data) throws IOException {
        var shifts = UserFile.open(data.resolve("shifts"), new ShiftLine(), Shift.NONE);
        return new StaffFiles(
                shifts,
                UserFile.open(data.resolve("closed-queues"), new Mark("closed"), false),
                UserFile.open(data.resolve("blocked"), new Mark("blocked"), false),
                CallbackFile.open(data),
                ReturnFile.open(data));
    }

    /** Everything is as it was kept, and is kept from now on. */
    void restore(Switchboard switchboard) {
        switchboard.staff().restore(shifts.kept(), closed.kept().keySet());
        switchboard.staff().keep(this);
        switchboard.blockList().restore(blocked.kept().keySet());
        switchboard.blockList().keep(this);
        callbacks.restore(switchboard.callbacks());
        returns.restore(switchboard);
    }

    @Override
    public void set(String number, boolean isBlocked) {
        blocked.set(number, isBlocked);
    }

    @Override
    public void agent(String agent, Shift now) {
        shifts.set(agent, now);
    }

    @Override
    public void queue(String queue, boolean open) {
        closed.set(queue, !open);
    }

    @Override
    public void close() {
        shifts.close();
        closed.close();
        blocked.close();
        callbacks.close();
        returns.close();
    }

    /** One word, where there is a line. */
    private record Mark(String word) implements UserFile.Words<Boolean> {

        @Override
        public List<String> of(Boolean value) {
            return List.of(word);
        }

        @Override
        public @Nullable Boolean read(List<String> words) {
            return words.equals(List.of(word)) ? Boolean.TRUE : null;
        }
    }

    /** Queues and skills with commas between them, a dash for as configured. */
    private record ShiftLine() implements UserFile.Words<Shift> {

        private static final int WORDS = 4;
        private static final String AS_CONFIGURED = "-";

        @Override
        public List<String> of(Shift now) {
            var queues = now.queues();
            var skills = now.skills();
            return List.of(
                    now.standing().name(),
                    now.reason().replaceAll("\\p{Cntrl}", " "),
                    queues == null ? AS_CONFIGURED : String.join(",", queues),
                    skills == null
                            ? AS_CONFIGURED
                            : skills.stream()
                                    .map(skill -> skill.name() + "=" + skill.level())
                                    .collect(Collectors.joining(",")));
        }

        @Override
        public @Nullable Shift read(List<String> words) {
            if (words.size() != WORDS) {
                return null;
            }
            try {
                return new Shift(
                        Shift.Standing.valueOf(words.get(0)),
                        words.get(1),
                        words.get(2).equals(AS_CONFIGURED) ? null : list(words.get(2)),
                        words.get(3).equals(AS_CONFIGURED) ? null : skills(words.get(3)));
            } catch (IllegalArgumentException _) {
                return null;
            }
        }

        private static List<String> list(String text) {
            return text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
        }

        private static List<Skill> skills(String text) {
            var skills = new ArrayList<Skill>();
            for (var one : list(text)) {
                int equals = one.indexOf('=');
                if (equals < 0) {
                    throw new IllegalArgumentException(one);
                }
                skills.add(
                        new Skill(
                                one.substring(0, equals),
                                Integer.parseInt(one.substring(equals + 1))));
            }
            return skills;
        }
    }
}
