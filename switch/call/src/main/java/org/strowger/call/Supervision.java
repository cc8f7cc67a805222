package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.media.MixingRoom;
import org.strowger.media.RoomRole;
import org.strowger.media.ToneTable;
import org.strowger.records.CallEvent;

/**
 * A supervisor with a conversation: while there is one the three are mixed, and the two who talk
 * are relayed again when he is gone. While one of them consults or transfers the supervisor hears
 * silence; when the agent talks with somebody else, or leaves, it is over.
 */
final class Supervision {

    private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);
    private static final int SEATS = 3;
    private static final String BY_KEY = "key";

    private final Call call;
    private final PartyLeg agent;
    private PartyLeg party;
    private final PartyLeg supervisor;
    private final MixingRoom room;
    private SupervisionMode mode;
    private boolean beepDue; // the two have not heard of the last change

    private Supervision(
            Conversation talk,
            PartyLeg agent,
            PartyLeg supervisor,
            MixingRoom room,
            SupervisionMode mode) {
        this.call = agent.call();
        this.agent = agent;
        this.party = talk.with(agent);
        this.supervisor = supervisor;
        this.room = room;
        this.mode = mode;
    }

    /**
     * The supervisor's leg has come into the agent's call, and is answered from here.
     *
     * @param how he was asked or has asked, see {@link CallEvent.Supervised}
     * @return 0, or the status that says why not; the leg is as it was then
     */
    static int begin(PartyLeg agent, PartyLeg supervisor, SupervisionMode mode, String how) {
        var call = supervisor.call();
        var talk = call.legs().conversation();
        boolean elsewhere = agent.call() != call || call.isDetoured();
        if (elsewhere || talk == null || !talk.has(agent)) {
            return 480; // So short a time, and it is over, or is being transferred.
        }
        if (call.legs().supervision() != null) {
            return 486;
        }
        var exchange = agent.exchange();
        var room = exchange.media().room(agent.affinity(), SEATS);
        if (room == null) {
            return 503;
        }
        supervisor.answer();
        if (!supervisor.isAnswered()) {
            room.close();
            return 0; // It was refused: nothing in common.
        }
        var supervision = new Supervision(talk, agent, supervisor, room, mode);
        call.legs().supervise(supervision);
        supervision.change(mode, how);
        return 0;
    }

    PartyLeg agent() {
        return agent;
    }

    /** The user who supervises. */
    String user() {
        var user = supervisor.user();
        return user == null ? supervisor.number() : user;
    }

    SupervisionMode mode() {
        return mode;
    }

    boolean isOf(PartyLeg leg) {
        return leg == supervisor;
    }

    /**
     * Whether these are the two whom he came to: somebody else has heard no beep, and is in no row
     * of the audit. Another phone of the same user is nobody else.
     */
    boolean goesOnWith(Conversation talk) {
        if (!talk.has(agent)) {
            return false;
        }
        var next = talk.with(agent);
        var user = party.user();
        boolean same = next == party || (user != null && user.equals(next.user()));
        party = same ? next : party;
        return same;
    }

    /** The supervisor pressed a key. */
    void pressed(char key) {
        var wanted = SupervisionMode.of(key);
        if (wanted != null && wanted != mode) {
            change(wanted, BY_KEY);
        }
    }

    /**
     * Whether he can do this now: while nobody talks, as the agent consults, there is nothing to
     * take over.
     */
    boolean isPossible(SupervisionMode wanted) {
        return wanted != SupervisionMode.TAKE_OVER || talk() != null;
    }

    private @Nullable Conversation talk() {
        return call.isDetoured() ? null : call.legs().conversation();
    }

    /** From now on he does this, if he can; as soon as the agent is back, when he consults. */
    void change(SupervisionMode wanted, String how) {
        var talk = talk();
        if (!isPossible(wanted)) {
            return;
        }
        mode = wanted;
        audit(mode.text(), how);
        beepDue = agent.exchange().plan().supervisionBeep();
        if (talk != null && mode == SupervisionMode.TAKE_OVER) {
            takeOver(talk);
        } else if (talk != null) {
            connect(talk);
        }
    }

    /** Tells media who hears what, as it is now. */
    void connect(Conversation talk) {
        var other = talk.with(agent);
        seat();
        if (other.isHolding()) {
            musicTo(agent);
        } else {
            room.seat(agent.media(), RoomRole.COACHED);
        }
        if (agent.isHolding()) {
            musicTo(other);
        } else if (other.isHolding()) {
            room.leave(other.media());
        } else {
            room.seat(other.media(), RoomRole.TALKS);
        }
        if (beepDue) {
            room.play(ToneTable.BEEP_ID);
            beepDue = agent.isHolding() || other.isHolding(); // Then one of them has heard music.
        }
    }

    private void musicTo(PartyLeg leg) {
        room.leave(leg.media());
        leg.media().music();
    }

    /** The supervisor's seat. While he holds, what his phone sends is nobody's business. */
    void seat() {
        if (supervisor.isHolding()) {
            room.leave(supervisor.media());
        } else {
            room.seat(supervisor.media(), mode.role());
        }
    }

    /** The two talk no more, for a while or for ever. */
    void pause(Conversation talk) {
        room.leave(talk.one().media());
        room.leave(talk.other().media());
    }

    private void takeOver(Conversation talk) {
        room.close();
        call.legs().supervise(null);
        call.talk(talk.with(agent), supervisor);
        agent.release("Taken over");
    }

    /** The supervisor's part is over; who talks goes on without him. */
    void end(String reason, String why) {
        audit("end", why);
        room.close();
        supervisor.release(reason);
    }

    /** Written down as it happens: whoever listened is known, whatever dies. */
    private void audit(String action, String how) {
        var exchange = agent.exchange();
        var whose = agent.user() == null ? agent.log().party() : agent.user();
        LOG.info(
                "supervision of call {}, agent {}, by {}: {} ({})",
                call.id(),
                whose,
                user(),
                action,
                how);
        exchange.records()
                .append(
                        new CallEvent.Supervised(
                                call.id(), exchange.now(), user(), whose, action, how));
    }

    /** For the eye: who does what; null for nobody. */
    static @Nullable String text(@Nullable Supervision supervision) {
        return supervision == null ? null : supervision.user() + " " + supervision.mode().text();
    }
}
