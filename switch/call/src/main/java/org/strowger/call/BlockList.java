package org.strowger.call;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.strowger.ivr.Node;
import org.strowger.ivr.Script;
import org.strowger.sip.Caller;
import org.strowger.sip.IncomingLeg;

/**
 * Callers who are not served: numbers, or the beginnings of numbers, which end with a star; and
 * {@code anonymous} for who withholds the number. Belongs to the signalling thread.
 */
public final class BlockList {

    /** So many are kept. */
    public static final int MOST = 100_000;

    private static final String ANONYMOUS = "anonymous";
    private static final int LONGEST = 33;

    private final TreeSet<String> blocked = new TreeSet<>();
    private Log log = (_, _) -> {};

    /** Who keeps the list. Does not wait. */
    @FunctionalInterface
    public interface Log {
        void set(String number, boolean blocked);
    }

    /** Who keeps changes from now on. */
    public void keep(Log keeper) {
        log = keeper;
    }

    /** What was kept. */
    public void restore(Collection<String> kept) {
        kept.stream().limit(MOST).forEach(blocked::add);
    }

    /** In order. */
    public List<String> numbers() {
        return List.copyOf(blocked);
    }

    /** Whether the list may have this: a number, with a star at its end perhaps, or anonymous. */
    public static boolean isEntry(String number) {
        return number.equals(ANONYMOUS) || number.matches("[+0-9A-Za-z._-]{1,32}\\*?");
    }

    /**
     * From now on the number is blocked, or no more.
     *
     * @return false when the list is full, or it is no number
     */
    public boolean set(String number, boolean block) {
        if (!isEntry(number) || (block && blocked.size() >= MOST)) {
            return false;
        }
        boolean news = block ? blocked.add(number) : blocked.remove(number);
        if (news) {
            log.set(number, block);
        }
        return true;
    }

    /** Whether who calls is not served; users of our own always are. */
    boolean blocks(IncomingLeg leg) {
        if (blocked.isEmpty() || leg.caller() instanceof Caller.User) {
            return false;
        }
        var number = leg.callerNumber();
        boolean withheld = number.isEmpty() || leg.trail().withheld();
        return (withheld && blocked.contains(ANONYMOUS)) || blocksNumber(number);
    }

    private boolean blocksNumber(String number) {
        if (blocked.contains(number)) {
            return true;
        }
        for (int length = Math.min(number.length(), LONGEST); length > 0; length--) {
            if (blocked.contains(number.substring(0, length) + '*')) {
                return true;
            }
        }
        return false;
    }

    /** What blocked callers hear. */
    static Destination hears(String tone) {
        Map<String, Node> nodes =
                Map.of(
                        "tone", new Node.Play(List.of(tone), "end"),
                        "end", new Node.HangUp());
        return new Destination.RunScript(new Script("blocked", "tone", "en", nodes));
    }
}
