package org.strowger.sip;

/**
 * Who is calling, decided in this order: a registered flow or a From of a local user is always
 * challenged, even from a trunk's address; then a trunk by address; then nobody we know.
 */
public sealed interface Caller {

    /** Nobody we know: one for all. */
    Anonymous ANONYMOUS = new Anonymous();

    /** A local user whose password was right. */
    record User(String name) implements Caller {}

    /** A carrier, known by the address it sends from. */
    record Trunk(String name) implements Caller {}

    /** Anybody else. */
    record Anonymous() implements Caller {}
}
