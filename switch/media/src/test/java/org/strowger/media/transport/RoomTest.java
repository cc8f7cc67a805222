package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.media.transport.TwoLoops.assertFollowing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.media.G711;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MixingRoom;
import org.strowger.media.Prompts;
import org.strowger.media.RoomRole;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.transport.TwoLoops.Party;

/** Phones of two loops in one room; who hears whom is checked by tone. */
class RoomTest {

    private static final int FRAME = 160;
    private static final double PEAK = 3_000;
    private static final double HEARD = PEAK * 0.8;
    private static final double UNHEARD = PEAK * 0.05;

    private final TwoLoops loops = new TwoLoops(Prompts.none());
    private final List<Talker> talkers = new ArrayList<>();
    private volatile boolean over;
    private final Thread talk = new Thread(this::talk, "talk");

    /** A phone that says a tone of its own for ever. */
    private static final class Talker {
        private final Party party;
        private final double hertz;
        private final Law law;
        private int sequence;

        Talker(Party party, double hertz, Law law) {
            this.party = party;
            this.hertz = hertz;
            this.law = law;
        }

        void say() {
            var frame = new byte[FRAME];
            for (int i = 0; i < FRAME; i++) {
                double angle = 2 * Math.PI * hertz * (sequence * FRAME + i) / 8_000;
                frame[i] = G711.encode(law, (int) Math.round(PEAK * Math.sin(angle)));
            }
            int type = law == Law.PCMU ? 0 : 8;
            party.phone.say(
                    party.told.local(), type, sequence, sequence * FRAME, (int) hertz, frame);
            sequence++;
        }

        /**
         * How loud another's tone is in the last 100 ms that it has heard, after so many packets.
         */
        double hears(Talker other, int after) {
            var heard = party.phone.heard();
            int count = heard.size();
            if (count < after + 5) {
                return -1;
            }
            double real = 0;
            double imaginary = 0;
            for (int i = 0; i < 5 * FRAME; i++) {
                var payload = heard.get(count - 5 + i / FRAME).payload();
                double sample = G711.decode(law, payload.get(i % FRAME));
                double angle = 2 * Math.PI * other.hertz * i / 8_000;
                real += sample * Math.cos(angle);
                imaginary += sample * Math.sin(angle);
            }
            return 2 * Math.hypot(real, imaginary) / (5 * FRAME);
        }
    }

    /** Everybody says a frame of 20 ms, every 20 ms. */
    private void talk() {
        long next = System.nanoTime();
        while (!over) {
            talkers.forEach(Talker::say);
            next += 20_000_000;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private Talker talker(Party party, double hertz) {
        var talker = new Talker(party, hertz, Law.PCMU);
        talkers.add(talker);
        return talker;
    }

    private MixingRoom room(int seats) {
        return Objects.requireNonNull(loops.engine().room(Told.AFFINITY, seats), "no room");
    }

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        over = true;
        talk.join();
        talkers.forEach(talker -> talker.party.close());
        loops.close();
        assertEquals(0, loops.engine().rooms());
    }

    private static void assertHears(Talker who, Talker whom, boolean does) {
        int after = who.party.phone.heard().size() + 10; // What was asked for before is over.
        await("%.0f hears %.0f: %s".formatted(who.hertz, whom.hertz, does))
                .until(() -> {
                    double level = who.hears(whom, after);
                    return does ? level > HEARD : level >= 0 && level < UNHEARD;
                });
    }

    @Test
    void everybodyHearsTheOthersAndNotHimselfWhateverTheLoopAndLaw() {
        var one = talker(loops.one, 400);
        var other = talker(loops.other, 600);
        var third = new Talker(loops.party(Told.OTHER_AFFINITY), 900, Law.PCMA);
        third.party.leg.connect(new RtpFormat(Law.PCMA, 8, -1), third.party.phone.address(), true);
        talkers.add(third);
        talk.start();
        var room = room(3);
        talkers.forEach(talker -> assertTrue(room.seat(talker.party.leg, RoomRole.TALKS)));
        for (var who : talkers) {
            for (var whom : talkers) {
                assertHears(who, whom, who != whom);
            }
        }
        assertEquals(3, room.taken());
        var fourth = loops.party(Told.AFFINITY);
        assertFalse(room.seat(fourth.leg, RoomRole.TALKS), "full");
        room.leave(other.party.leg);
        assertTrue(room.seat(fourth.leg, RoomRole.LISTENS));
        assertHears(one, other, false);
        assertHears(one, third, true);
        fourth.close();
        room.close();
        assertFalse(room.seat(one.party.leg, RoomRole.TALKS), "it is no more");
        assertEquals(0, loops.engine().rooms());
        assertTrue(loops.count(Counter.VOICE_MIXED) > 0);
        talkers.forEach(talker -> assertFollowing(talker.party.phone.heard()));
    }

    @Test
    void aSupervisorListensWhispersAndBargesIn() {
        var caller = talker(loops.one, 400);
        var agent = talker(loops.other, 600);
        var supervisor = talker(loops.party(Told.AFFINITY), 900);
        talk.start();
        caller.party.leg.bridge(agent.party.leg);
        assertHears(caller, agent, true);
        long mixed = loops.count(Counter.VOICE_MIXED);
        assertEquals(0, mixed, "two are relayed");
        var room = room(3);
        room.seat(caller.party.leg, RoomRole.TALKS);
        room.seat(agent.party.leg, RoomRole.COACHED);
        for (var role :
                List.of(RoomRole.LISTENS, RoomRole.WHISPERS, RoomRole.TALKS, RoomRole.LISTENS)) {
            room.seat(supervisor.party.leg, role);
            assertHears(caller, supervisor, role == RoomRole.TALKS);
            assertHears(agent, supervisor, role != RoomRole.LISTENS);
            assertHears(supervisor, caller, true);
            assertHears(supervisor, agent, true);
            assertHears(caller, agent, true);
            assertHears(agent, caller, true);
        }
        room.close();
        caller.party.leg.bridge(agent.party.leg);
        assertHears(caller, agent, true);
        assertHears(agent, caller, true);
        loops.settle();
        long after = loops.count(Counter.VOICE_MIXED);
        assertHears(agent, caller, true);
        assertEquals(after, loops.count(Counter.VOICE_MIXED), "two are relayed again");
    }

    @Test
    void keysReachTheSwitchAndAreNotMixed() {
        var one = talker(loops.one, 400);
        var other = talker(loops.other, 600);
        talk.start();
        var room = room(2);
        room.seat(one.party.leg, RoomRole.TALKS);
        room.seat(other.party.leg, RoomRole.TALKS);
        assertHears(other, one, true);
        for (int octet : List.of(0x0A, 0x8A)) {
            byte[] event = {5, (byte) octet, 0, (byte) 160};
            one.party.phone.say(one.party.told.local(), 101, 7, 160, 99, event);
        }
        await().until(() -> one.party.told.events.stream().anyMatch(e -> e.startsWith("key 5")));
        assertHears(other, one, true);
        assertTrue(other.party.phone.heard().stream().allMatch(p -> p.payloadType() == 0));
        room.close();
    }

    @Test
    void whoHearsSomethingElseIsOutUntilHeIsSeatedAnew() {
        var one = talker(loops.one, 400);
        var other = talker(loops.other, 600);
        talk.start();
        var room = room(2);
        talkers.forEach(talker -> room.seat(talker.party.leg, RoomRole.TALKS));
        assertHears(other, one, true);
        other.party.leg.echo();
        assertHears(other, other, true);
        assertHears(other, one, false);
        assertHears(one, other, false);
        talkers.forEach(talker -> room.seat(talker.party.leg, RoomRole.TALKS));
        assertHears(other, one, true);
        assertHears(other, other, false);
        one.party.leg.close();
        await().until(one.party.told::isClosed);
        assertHears(other, one, false);
        room.leave(one.party.leg);
        assertEquals(1, room.taken());
        room.play("tone/none");
        await().until(() -> loops.count(Counter.PROMPTS_MISSING) == 1);
        room.close();
    }

    @Test
    void thereAreOnlySoManyRooms() {
        var rooms = new ArrayList<MixingRoom>();
        for (int i = 0; i < RtpEngine.MOST_ROOMS; i++) {
            rooms.add(room(3));
        }
        assertNull(loops.engine().room(Told.AFFINITY, 3));
        assertEquals(1, loops.count(Counter.ROOMS_REFUSED));
        rooms.forEach(MixingRoom::close);
        rooms.forEach(MixingRoom::close);
        room(3).close();
    }
}
