package org.strowger.control;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the control door asks of the running switch. Called on virtual threads; an answer may take
 * until signalling and the distributor have had their turn. When that takes more than 2 s, or they
 * could not be asked, {@link SwitchBusyException}.
 */
public interface SwitchDoor {

    /** Whether every thread of the switch answers. */
    boolean live();

    /** Whether new calls are taken. */
    boolean ready();

    /**
     * What must return to zero when the last call is over, by name: clientTransactions,
     * serverTransactions, dialogs, calls, legs, ports, scripts, acdEntries, timers; measures of
     * now, under {@code gauge.}; and counters of what happened since the start, under {@code
     * counter.}.
     */
    Map<String, Long> counts();

    /** Everything that is measured, in Prometheus' text format 0.0.4. */
    String metrics();

    List<AgentView> agents();

    List<QueueView> queues();

    /**
     * The first hundred calls of a queue by their places, and what each waits for.
     *
     * @return null when there is no such queue
     */
    @Nullable List<WaitingView> waiting(String queue);

    List<CallView> calls();

    /**
     * Why the distributor decided as it did about a call, in order; nothing of a call that is not
     * remembered.
     */
    List<WhyView> why(String call);

    /** Every host of every trunk, in the order of the configuration. */
    List<TrunkView> trunks();

    /** What the agents have set for calls to their numbers, and how many messages they have. */
    List<UserView> users();

    /**
     * Sets something of that.
     *
     * @param change as the feature code that does it is called, such as {@code forward-busy}
     * @param number where calls go; empty for none
     * @param seconds how long the phone rings before nobody answers; 0 to leave it
     * @throws IllegalArgumentException what cannot be, and why
     */
    void changeUser(String user, String change, String number, int seconds);

    /**
     * So many messages an agent has from now on, for the lamp of his phone.
     *
     * @param fresh that nobody has heard yet
     * @param old that were heard and kept
     * @throws IllegalArgumentException what cannot be, and why
     */
    void changeMailbox(String user, int fresh, int old);

    /** Does to an agent what the feature codes do. False when there is no such agent. */
    boolean changeAgent(String agent, AgentChange change);

    /** Sources of SIP that are banned now, the newest ban first. */
    List<BanView> bans();

    /**
     * One decision about a call.
     *
     * @param at ISO 8601, in UTC
     * @param score of the call then, in seconds of waiting
     */
    record WhyView(@Nullable String at, String queue, double score, String reason) {}

    /**
     * Ends bans, and forgets what led to them.
     *
     * @param address whose; null for all
     * @return how many bans ended
     */
    int clearBans(@Nullable InetAddress address);

    /** Who supervises which calls, and did. */
    SupervisionDoor supervision();

    /** Changes agents and queues. */
    StaffDoor staff();

    /** Callers who are to be called back. */
    CallbackDoor callbacks();

    /** What was recorded, and is. */
    RecordingDoor recordings();

    /** The messages that come and go. */
    SipTrace trace();

    /** What can be asked of an agent. */
    enum AgentChange {
        LOGIN,
        LOGOUT,
        READY,
        BREAK
    }

    /**
     * One agent now.
     *
     * @param state logged-out, ready, offered, talking, wrap-up, busy or not-ready
     * @param reason of not-ready, else null
     * @param since ISO 8601 UTC with milliseconds
     */
    record AgentView(
            String id,
            String state,
            @Nullable String reason,
            @Nullable String since,
            boolean reachable,
            @Nullable String call) {}

    /**
     * What one agent has set for calls to his number, empty numbers for no forwarding; and his
     * messages.
     *
     * @param noAnswerSeconds how long the phone rings before a call goes to {@code noAnswer}
     * @param newMessages that nobody has heard yet
     * @param oldMessages that were heard and kept
     */
    record UserView(
            String id,
            boolean doNotDisturb,
            String forward,
            String busy,
            String noAnswer,
            int noAnswerSeconds,
            int newMessages,
            int oldMessages) {}

    /**
     * One ban now.
     *
     * @param source an address, an address with a port, or an IPv6 /64
     * @param times how many bans the source has had
     */
    record BanView(String source, String cause, String since, String until, int times) {}

    /**
     * One queue now.
     *
     * @param oldest when the one waiting longest joined
     * @param open whether it takes callers
     * @param expectedSeconds how long who joined now would probably wait; null for unknown
     * @param handleSeconds talk and wrap-up of the last calls on average; null before the first
     * @param estimates calls that were told a time at joining and were answered
     * @param errorSeconds by how much these times were wrong, either way, on average; null for none
     */
    record QueueView(
            String id,
            int waiting,
            int offered,
            @Nullable String oldest,
            boolean open,
            @Nullable Double expectedSeconds,
            @Nullable Double handleSeconds,
            long estimates,
            @Nullable Double errorSeconds) {}

    /**
     * One call in a queue.
     *
     * @param joined ISO 8601, in UTC
     * @param score in seconds of waiting
     * @param place 0 when too many are ahead to be counted
     * @param expectedSeconds how long the wait probably is, from the joining on; null for unknown
     * @param asksFor skills, at the step of relaxation that has come
     * @param step how many steps are behind it
     * @param heldFor the only agent who may have it for now
     * @param able agents who would do, at work or not
     * @param waitsFor what keeps each of the agents who are asked, in one line
     */
    record WaitingView(
            String call,
            String joined,
            double score,
            int place,
            @Nullable Double expectedSeconds,
            @Nullable Double leastSeconds,
            @Nullable Double mostSeconds,
            String asksFor,
            int step,
            @Nullable String heldFor,
            int able,
            String waitsFor) {}

    /**
     * One host of one trunk now.
     *
     * @param host address and port; empty for a name that led nowhere so far
     * @param service up, resting, down or unresolved
     * @param registration none, trying, registered, failed or ended; of the trunk
     * @param calls of the trunk, in both directions
     * @param name what led to the host; empty where the operator wrote its address
     * @param found when a name server last said so; null for never
     */
    record TrunkView(
            String trunk,
            String host,
            String transport,
            int priority,
            int weight,
            String service,
            String registration,
            int calls,
            String name,
            @Nullable String found) {}

    /**
     * One call now.
     *
     * @param state script, waiting, ringing, talking, parked or ending
     * @param recording running or paused; null while it is not recorded
     * @param supervision who supervises it, and how; null for nobody
     */
    record CallView(
            String id,
            String start,
            String caller,
            String dialled,
            String state,
            @Nullable String queue,
            @Nullable String agent,
            @Nullable String recording,
            @Nullable String supervision) {}
}
