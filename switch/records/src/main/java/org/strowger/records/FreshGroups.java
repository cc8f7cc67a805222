package org.strowger.records;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups of events that the spool has just made durable, for the loader, which then need not read
 * and decode them again. Only a saving: what is not kept here is read from the files, and what was
 * taken and did not reach the database is too. The spool's thread puts in, the loader's takes out.
 */
final class FreshGroups {

    /** Most events of a group that is kept, so that the loader's transactions stay small. */
    static final int GROUP_EVENTS = 2_000;

    private static final int EVENTS = 16_384;
    private static final long OCTETS = 8 << 20;

    /**
     * A group.
     *
     * @param begin what was durable before it
     * @param end what was durable with it: nothing but its events stands between
     */
    record Group(SpoolPosition begin, SpoolPosition end, List<CallEvent> events, int octets) {}

    /** In the order of their places. */
    private final Deque<Group> groups = new ArrayDeque<>();

    private int events;
    private long octets;

    /** Keeps the group when there is room. */
    synchronized void offer(Group group) {
        if (group.events().size() <= GROUP_EVENTS
                && events + group.events().size() <= EVENTS
                && octets + group.octets() <= OCTETS) {
            groups.add(group);
            events += group.events().size();
            octets += group.octets();
        }
    }

    /**
     * Gives away the groups that follow each other from a place on.
     *
     * @param until the groups lie before it
     * @param limit events; groups beyond it stay, but for the first
     * @return null when no group begins there
     */
    synchronized SpoolReader.@Nullable Batch take(
            SpoolPosition from, SpoolPosition until, int limit) {
        forgetBefore(from);
        var taken = new ArrayList<SpoolReader.Spooled>();
        var next = from;
        for (var group = groups.peek();
                group != null
                        && group.begin().equals(next)
                        && group.end().compareTo(until) <= 0
                        && (taken.isEmpty() || taken.size() + group.events().size() <= limit);
                group = groups.peek()) {
            for (var event : group.events()) {
                taken.add(new SpoolReader.Spooled(event, next));
            }
            next = group.end();
            removeFirst();
        }
        return next.equals(from) ? null : new SpoolReader.Batch(taken, next);
    }

    /** Where a reading of the files may end, as what follows is here. */
    synchronized SpoolPosition firstBetween(SpoolPosition from, SpoolPosition until) {
        var first = groups.peek();
        return first != null
                        && first.begin().compareTo(from) > 0
                        && first.begin().compareTo(until) < 0
                ? first.begin()
                : until;
    }

    private void forgetBefore(SpoolPosition place) {
        while (!groups.isEmpty() && groups.getFirst().begin().compareTo(place) < 0) {
            removeFirst();
        }
    }

    private void removeFirst() {
        var gone = groups.removeFirst();
        events -= gone.events().size();
        octets -= gone.octets();
    }
}
