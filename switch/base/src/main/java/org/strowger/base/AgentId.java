package org.strowger.base;

/** The name of one agent, as the configuration gives it; also the agent's SIP user. */
public record AgentId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
