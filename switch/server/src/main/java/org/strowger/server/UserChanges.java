package org.strowger.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.strowger.call.UserChange;

/**
 * What the control door is asked to set for a user; IllegalArgumentException for what cannot be.
 */
final class UserChanges {

    private static final int LONGEST_SECONDS = 180;

    private UserChanges() {}

    /** As the feature codes are called in numbers.yaml. */
    static UserChange named(String name) {
        return Arrays.stream(UserChange.values())
                .filter(change -> name(change).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("the change must be one of " + names()));
    }

    private static String name(UserChange change) {
        return change.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String names() {
        return Arrays.stream(UserChange.values())
                .map(UserChanges::name)
                .collect(Collectors.joining(", "));
    }

    static void checkSeconds(int seconds) {
        if (seconds < 0 || seconds > LONGEST_SECONDS) {
            throw new IllegalArgumentException("a phone rings for 1 to 180 seconds");
        }
    }

    /** What the switchboard made of it. */
    static void check(int status, String user, String number) {
        switch (status) {
            case 0 -> {}
            case 403 -> throw new IllegalArgumentException(user + " may not forward to " + number);
            case 484 -> throw new IllegalArgumentException("a number is needed");
            default ->
                    throw new IllegalArgumentException(
                            "there is no agent " + user + ", or the change takes no number");
        }
    }
}
