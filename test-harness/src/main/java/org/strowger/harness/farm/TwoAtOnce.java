package org.strowger.harness.farm;

/**
 * A call for an agent who was in one.
 *
 * @param user the agent
 * @param atMicros since the epoch
 * @param firstCallId SIP Call-ID of the call that was there
 * @param firstState how far it had come
 * @param secondCallId SIP Call-ID of the one that came
 */
public record TwoAtOnce(
        String user, long atMicros, String firstCallId, String firstState, String secondCallId) {}
