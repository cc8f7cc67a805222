package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;
import static org.strowger.call.Laboratory.STRANGER_TO_TEAM;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.media.KeyWay;
import org.strowger.sip.Caller;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;

/** How keys come and go, as the operator has set it and the peer can. */
class DtmfModeTest {

    private static final InetSocketAddress HERE =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 20_000);

    private final Laboratory lab = new Laboratory();

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, 101, 101",
        "RFC4733, 101, 101",
        "INFO, -1, -1",
        "INBAND, -1, -1",
    })
    void eventsAreNegotiatedWhereTheyAreWanted(DtmfMode mode, int offered, int answered) {
        assertEquals(offered, Sessions.offer(HERE, CodecOrder.LAWS.on(), mode).telephoneEvent());
        var theirs = FakeSip.session(6_000, Codec.PCMU);
        var ours = Sessions.answer(theirs, HERE, CodecOrder.LAWS, null, mode).orElseThrow();
        assertEquals(answered, ours.telephoneEvent());
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, 101, EVENTS",
        "AUTO, -1, TONES",
        "RFC4733, 101, EVENTS",
        "RFC4733, -1, NONE",
        "INFO, -1, INFO",
        "INBAND, -1, TONES",
    })
    void mediaIsToldWhatWasSettled(DtmfMode mode, int event, KeyWay way) {
        var call = lab.dials("5551001", "4004");
        var leg = lab.media.legs.getFirst();
        var settled =
                new AudioDescription(HERE, List.of(Codec.PCMU), event, Direction.SENDRECV, true);
        Sessions.connectOffered(leg, settled, mode);
        assertEquals(way, leg.keys);
        lab.then(call::hangsUp);
    }

    @Test
    void keysGoThroughMediaToTheOtherLeg() {
        var user = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "4003");
        var carrier = lab.rung();
        lab.then(carrier::answers, () -> user.events().confirmed());
        assertEquals(KeyWay.EVENTS, lab.media.legs.getFirst().keys);
        lab.then(() -> lab.media.legs.getLast().events.infoDue('7', 120));
        assertEquals(List.of("7 120"), carrier.told);
        lab.then(user::hangsUp, carrier::confirmsEnd);
    }

    @Test
    void aKeyByInfoIsACodesKeyLikeAnyOther() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        var agent = lab.rung();
        lab.then(agent::answers);
        "##1003#".chars().forEach(key -> lab.then(() -> agent.events.keyByInfo((char) key, 100)));
        var target = lab.rung(STRANGER_TO_TEAM);
        lab.then(target::rings);
        assertEquals("tone/ringback", lab.media.legs.get(1).did.getLast());
        lab.then(target::answers, agent::confirmsEnd, caller::hangsUp, target::confirmsEnd);
    }

    @Test
    void whoeverIsSetHasHisOwnWay() {
        var modes = new DtmfModes(Map.of(AGENT, DtmfMode.INFO), Map.of("peer", DtmfMode.INBAND));
        assertEquals(DtmfMode.INFO, modes.of(new Caller.User(AGENT)));
        assertEquals(DtmfMode.AUTO, modes.of(new Caller.User(OTHER_AGENT)));
        assertEquals(DtmfMode.INBAND, modes.of(new Caller.Trunk("peer")));
        assertEquals(DtmfMode.AUTO, modes.of(new Caller.Trunk(AGENT)));
        assertEquals(DtmfMode.AUTO, modes.of(new Caller.Anonymous()));
    }
}
