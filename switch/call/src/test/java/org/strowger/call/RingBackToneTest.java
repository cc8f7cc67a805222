package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.sdp.Codec;

/** A caller whom a script has answered and connects hears that a phone rings. */
class RingBackToneTest {

    private final Laboratory lab = new Laboratory();
    private final FakeSip.Incoming caller = lab.dials("5551001", "4009");
    private final FakeMedia.Leg media = lab.media.legs.getFirst();
    private final FakeSip.Outgoing phone;

    RingBackToneTest() {
        lab.then(() -> caller.events().confirmed());
        phone = lab.rung();
    }

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    @Test
    void untilSomebodyAnswers() {
        assertFalse(media.did.contains("tone/ringback"), "nobody rings yet");
        lab.then(phone::rings);
        assertEquals("tone/ringback", media.did.getLast());
        assertFalse(caller.heard.contains("180"), "the call was answered");
        lab.then(phone::answers);
        assertEquals(lab.media.legs.getLast(), media.partner);
        lab.then(caller::hangsUp, phone::confirmsEnd);
    }

    @Test
    void untilThePhoneIsBusyAndThenTheScriptsTone() {
        lab.then(phone::rings, () -> phone.rejects(486));
        assertEquals("silence", media.did.get(media.did.size() - 2));
        assertEquals("play tone/busy", media.did.getLast());
        lab.then(caller::hangsUp);
    }

    @Test
    void butNotInPlaceOfThePhonesOwn() {
        lab.then(() -> phone.events.ringing(183, FakeSip.session(6_000, Codec.PCMU)));
        assertEquals(lab.media.legs.getLast(), media.partner);
        lab.then(phone::rings);
        assertEquals(lab.media.legs.getLast(), media.partner);
        lab.then(caller::hangsUp, phone::confirmsEnd);
    }
}
