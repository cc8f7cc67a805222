package org.strowger.sip.event;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The dialogs of each user's phones. As large as there are legs with users. */
public final class PhoneStates {

    private final Map<String, Map<Long, PhoneDialog>> users = new HashMap<>();
    private final Consumer<String> changed;
    private long begun;

    /**
     * Nobody talks.
     *
     * @param changed told whose state is another now
     */
    public PhoneStates(Consumer<String> changed) {
        this.changed = changed;
    }

    /** The dialogs of this user that have not ended, oldest first. */
    public Collection<PhoneDialog> of(String user) {
        var dialogs = users.get(user);
        return dialogs == null ? List.of() : List.copyOf(dialogs.values());
    }

    /** A dialog begins. */
    public LegWatch begin(String user, boolean initiator) {
        var dialog = new Watched(user, ++begun, initiator);
        dialog.state(PhoneDialog.State.TRYING, DialogName.NONE);
        return dialog;
    }

    private final class Watched implements LegWatch {
        private final String user;
        private final long id;
        private final boolean initiator;
        private boolean over;

        Watched(String user, long id, boolean initiator) {
            this.user = user;
            this.id = id;
            this.initiator = initiator;
        }

        @Override
        public void ringing(DialogName name) {
            state(PhoneDialog.State.EARLY, name);
        }

        @Override
        public void answered(DialogName name) {
            state(PhoneDialog.State.CONFIRMED, name);
        }

        private void state(PhoneDialog.State state, DialogName name) {
            if (over) {
                return;
            }
            var now = new PhoneDialog(id, initiator, state, name);
            var before = users.computeIfAbsent(user, _ -> new LinkedHashMap<>()).put(id, now);
            if (!now.equals(before)) {
                changed.accept(user);
            }
        }

        @Override
        public void ended() {
            if (over) {
                return;
            }
            over = true;
            users.computeIfPresent(
                    user,
                    (_, dialogs) -> {
                        dialogs.remove(id);
                        return dialogs.isEmpty() ? null : dialogs;
                    });
            changed.accept(user);
        }
    }
}
