package org.strowger.sip.registrar;

import java.util.List;

/** What a REGISTER gets. */
public sealed interface RegistrarAnswer {

    /**
     * 200 with the contacts that are in force now.
     *
     * @param contacts in the order in which they registered
     */
    record Contacts(List<Left> contacts) implements RegistrarAnswer {
        public Contacts {
            contacts = List.copyOf(contacts);
        }
    }

    /**
     * A contact and the seconds it has left.
     *
     * @param parameters of its Contact, each with its semicolon; may be empty
     */
    record Left(String uri, long seconds, String parameters) {}

    /** 423 with Min-Expires. */
    record TooBrief(long minExpires) implements RegistrarAnswer {}

    /** 500: a later REGISTER of the same Call-ID was here already. */
    record OutOfOrder() implements RegistrarAnswer {}

    /** 403: more contacts in one REGISTER than a user may have. */
    record TooMany() implements RegistrarAnswer {}
}
