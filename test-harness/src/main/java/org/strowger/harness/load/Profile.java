package org.strowger.harness.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.load.caller.Manner;

/** Kinds of load; the numbers are those of the default configuration. */
public enum Profile {

    /** 4001, hung up right after the ACK: signalling, script and record, and nothing else. */
    ANSWER("4001", Manner.HANGS_UP, 100, 2_000, "0ms"),

    /** 4003: through the trunk to a carrier that answers; the caller hangs up. */
    BRIDGE("4003", Manner.HANGS_UP, 50, 1_000, "3s"),

    /** 4000: two keys, then an agent, who hangs up. */
    HOTLINE("4000", Manner.PRESSES_KEYS, 20, 400, "3s"),

    /** 4002: straight into a queue, then an agent, who hangs up. */
    QUEUE("4002", Manner.STAYS, 100, 2_000, "3s"),

    /** Phones that register with digest, and refresh. */
    REGISTER("", Manner.REGISTERS, 100, 2_000, "1s"),

    /** Shares of the five above. */
    MIXED("", Manner.HANGS_UP, 50, 1_500, "3s"),

    /** Far above the limit of calls: 503 with Retry-After, and the rest good. */
    FLOOD("4001", Manner.HANGS_UP, 1_000, 10_000, "1s");

    private final String number;
    private final Manner manner;
    private final double rate;
    private final int calls;
    private final String talk;

    Profile(String number, Manner manner, double rate, int calls, String talk) {
        this.number = number;
        this.manner = manner;
        this.rate = rate;
        this.calls = calls;
        this.talk = talk;
    }

    /**
     * Part of a profile: its callers are one SIPp.
     *
     * @param part of all calls, 0 to 1
     */
    public record Share(Profile profile, double part) {}

    /** What it consists of: itself, but for mixed. */
    public List<Share> shares() {
        if (this != MIXED) {
            return List.of(new Share(this, 1));
        }
        return List.of(
                new Share(ANSWER, 0.4),
                new Share(BRIDGE, 0.2),
                new Share(QUEUE, 0.25),
                new Share(HOTLINE, 0.1),
                new Share(REGISTER, 0.05));
    }

    /** So many calls, divided among {@link #shares}: whatever is rounded, the parts add up. */
    List<Integer> divide(int calls) {
        var parts = new ArrayList<Integer>();
        double shared = 0;
        int given = 0;
        for (var share : shares()) {
            shared += share.part();
            int upToHere = (int) Math.round(calls * shared);
            parts.add(upToHere - given);
            given = upToHere;
        }
        return parts;
    }

    /** Whether agents take its calls. */
    public boolean needsAgents() {
        return this == HOTLINE || this == QUEUE || this == MIXED;
    }

    /** Whether a carrier takes its calls. */
    public boolean needsCarrier() {
        return this == BRIDGE || this == MIXED;
    }

    public String number() {
        return number;
    }

    public Manner manner() {
        return manner;
    }

    double rate() {
        return rate;
    }

    int calls() {
        return calls;
    }

    TalkTime talk() {
        return TalkTime.parse(talk);
    }

    /** As it is typed. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a list, {@code answer,bridge}.
     *
     * @throws IllegalArgumentException with what was expected
     */
    public static List<Profile> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(Profile::of).toList();
    }

    private static Profile of(String text) {
        return Arrays.stream(values())
                .filter(profile -> profile.text().equals(text.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "\"%s\" is no profile; there are %s"
                                        .formatted(text.strip(), names())));
    }

    private static String names() {
        return Arrays.stream(values()).map(Profile::text).collect(Collectors.joining(", "));
    }
}
