package org.strowger.sip.core;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.strowger.sip.registrar.Binding;
import org.strowger.sip.registrar.ContactWatch;
import org.strowger.sip.registrar.Registrar;
import org.strowger.sip.registrar.SipUser;

/**
 * Asks the contacts of those users for whom it is set, again and again, whether they are there. As
 * large as there are such contacts.
 */
final class PhoneChecks implements ContactWatch {

    private final SipContext sip;
    private final Registrar registrar;

    /** Microseconds from one check to the next. */
    private final Map<String, Long> intervals = new HashMap<>();

    private final Map<String, PhoneCheck> checks = new HashMap<>();
    private final CheckTurns turns = new CheckTurns();

    PhoneChecks(SipContext sip, Registrar registrar) {
        this.sip = sip;
        this.registrar = registrar;
        for (SipUser user : sip.config().users()) {
            if (user.checkSeconds() > 0) {
                intervals.put(user.name(), TimeUnit.SECONDS.toMicros(user.checkSeconds()));
            }
        }
    }

    /** How many contacts are checked; each has a timer. */
    int size() {
        return checks.size();
    }

    @Override
    public void bound(Binding contact, boolean anew) {
        var interval = intervals.get(contact.user());
        if (interval == null) {
            return;
        }
        var known = checks.get(key(contact));
        if (known == null) {
            checks.put(key(contact), new PhoneCheck(sip, registrar, contact, interval, turns));
        } else {
            known.refreshed(contact);
        }
    }

    @Override
    public void unbound(Binding contact) {
        var check = checks.remove(key(contact));
        if (check != null) {
            check.stop();
        }
    }

    private static String key(Binding contact) {
        return contact.user() + '\n' + contact.identity();
    }
}
