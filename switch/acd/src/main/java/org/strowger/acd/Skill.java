package org.strowger.acd;

/**
 * Something an agent can do, or a call asks for.
 *
 * @param level 1 to 10: how well the agent can, or how well the agent must at least
 */
public record Skill(String name, int level) {}
