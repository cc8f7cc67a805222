package org.strowger.sip.guard;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Who is banned, and who was lately. Written by the signalling thread, read by any, without a lock.
 */
final class Bans {

    /** Bans and memories of bans; where there are more, those go that end first. */
    static final int MOST = 10_000;

    /** How many go at once. */
    static final int ROOM = 1_000;

    private final long firstMicros;
    private final long longestMicros;
    private final Map<Long, Ban> bans = new ConcurrentHashMap<>();

    Bans(long firstMicros, long longestMicros) {
        this.firstMicros = firstMicros;
        this.longestMicros = longestMicros;
    }

    boolean isEmpty() {
        return bans.isEmpty();
    }

    boolean hold(long key, int port, long nowMicros) {
        var ban = bans.get(key);
        return ban != null && ban.isFor(port, nowMicros);
    }

    /**
     * The ban of a source.
     *
     * @param heard ports that are still heard; of those only that an earlier ban, if it lasts,
     *     hears too
     * @param proven whether it was the source for certain: its ban lasts twice as long as the last
     *     one, if that is not long ago
     */
    Ban add(
            long key,
            InetAddress address,
            int port,
            Set<Integer> heard,
            Offence cause,
            boolean proven,
            long nowMicros) {
        var before = bans.get(key);
        int times =
                before == null || isForgotten(before, nowMicros)
                        ? 1
                        : before.times() + (proven ? 1 : 0);
        if (before == null && bans.size() >= MOST) {
            makeRoom(nowMicros);
        }
        var still = new HashSet<>(heard);
        if (before != null && before.untilMicros() > nowMicros) {
            still.retainAll(before.heard());
        }
        long until = nowMicros + lasts(proven ? times : 1);
        if (before != null) {
            until = Math.max(until, before.untilMicros());
        }
        var ban = new Ban(address, port, still, cause, nowMicros, until, times);
        bans.put(key, ban);
        return ban;
    }

    private boolean isForgotten(Ban before, long nowMicros) {
        return nowMicros - before.untilMicros() > longestMicros;
    }

    private long lasts(int times) {
        int doublings = Math.min(times - 1, Long.numberOfLeadingZeros(firstMicros) - 1);
        return Math.min(firstMicros << doublings, longestMicros);
    }

    /** All that have ended go, or else some that end first: to look at all for each is dear. */
    private void makeRoom(long nowMicros) {
        bans.values().removeIf(ban -> ban.untilMicros() <= nowMicros);
        if (bans.size() >= MOST) {
            var ends = bans.values().stream().mapToLong(Ban::untilMicros).sorted().toArray();
            bans.values().removeIf(ban -> ban.untilMicros() <= ends[ROOM - 1]);
        }
    }

    /** Those that last, the newest first. */
    List<Ban> now(long nowMicros) {
        return bans.values().stream()
                .filter(ban -> ban.untilMicros() > nowMicros)
                .sorted(
                        Comparator.comparingLong(Ban::sinceMicros)
                                .reversed()
                                .thenComparing(Ban::source))
                .toList();
    }

    /** Ends and forgets bans, those that ended before too; gives all of them. */
    List<Ban> clear(Predicate<Ban> which) {
        var cleared = new ArrayList<Ban>();
        bans.values().removeIf(ban -> which.test(ban) && cleared.add(ban));
        return cleared;
    }

    /** How many last. */
    int count(long nowMicros) {
        return (int) bans.values().stream().filter(ban -> ban.untilMicros() > nowMicros).count();
    }
}
