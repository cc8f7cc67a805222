package org.strowger.call;

import java.util.ArrayList;
import java.util.List;
import org.strowger.sip.OutgoingCall.Target;
import org.strowger.sip.Sip;

/**
 * Phones that ring at the same time.
 *
 * @param micros for how long; 0 for as long as they ring
 */
record Round(List<Phone> phones, long micros) {

    /** With this many a parallel call begins no more legs. */
    private static final int MOST_PHONES = 32;

    Round {
        phones = List.copyOf(phones.subList(0, Math.min(phones.size(), MOST_PHONES)));
    }

    /**
     * One to ring.
     *
     * @param name for the record
     */
    record Phone(Target target, String name) {

        /** Every phone of a user; one that ends with 480 where there is none. */
        static List<Phone> of(String user, Sip sip) {
            var contacts = sip.contacts(user);
            if (contacts.size() <= 1) {
                return List.of(new Phone(new Target.User(user), user));
            }
            return contacts.stream()
                    .map(contact -> new Phone(new Target.User(user, contact), user))
                    .toList();
        }
    }

    /** All phones of a user. */
    static Round of(String user, Sip sip) {
        return new Round(Phone.of(user, sip), 0);
    }

    /** Those of a group, as its rule wants it; who is not to be disturbed is left out. */
    static List<Round> of(Destination.RingGroup group, Users users, Sip sip) {
        var rounds = new ArrayList<Round>();
        var together = new ArrayList<Phone>();
        for (var user : group.users()) {
            if (users.of(user).doNotDisturb()) {
                continue;
            }
            var phones = Phone.of(user, sip);
            if (group.serial()) {
                rounds.add(new Round(phones, group.micros()));
            } else {
                together.addAll(phones);
            }
        }
        if (!together.isEmpty()) {
            rounds.add(new Round(together, group.micros()));
        }
        return rounds;
    }
}
