package org.strowger.acd;

/** One configured queue: the rules in force, and how many calls are in it. */
final class Line {

    AcdConfig.Queue rules;

    /** Waiting or being offered. */
    int calls;

    /** The configuration names it no more; calls that ring an agent may end that way still. */
    boolean removed;

    Line(AcdConfig.Queue rules) {
        this.rules = rules;
    }

    boolean isFull() {
        return calls >= rules.maxWaiting();
    }
}
