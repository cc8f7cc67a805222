package org.strowger.call;

import static org.strowger.call.Laboratory.AGENT;

import org.junit.jupiter.api.AfterEach;

/** A caller of queue support talks with an agent; after each test nothing is left of any call. */
abstract class AnsweredCall {

    final Laboratory lab = new Laboratory();
    final FakeSip.Incoming caller;
    final FakeSip.Outgoing agent;

    AnsweredCall() {
        lab.registers(AGENT);
        caller = lab.waits("5551001");
        agent = lab.rung();
        lab.then(agent::answers);
    }

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    /** Of the leg that came so many after the first: the caller's is 0, the agent's 1. */
    FakeMedia.Leg media(int number) {
        return lab.media.legs.get(number);
    }
}
