package org.strowger.sip.core;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import org.strowger.sip.event.EventPackage;
import org.strowger.sip.event.RegInfo;
import org.strowger.sip.registrar.Registrar;

/** The package {@code reg} (RFC 3680). Where a phone is, is told to its own user only. */
final class RegistrationEvents implements EventPackage {

    static final String NAME = "reg";

    private final SipContext sip;
    private final Registrar registrar;

    RegistrationEvents(SipContext sip, Registrar registrar) {
        this.sip = sip;
        this.registrar = registrar;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String type() {
        return RegInfo.TYPE;
    }

    @Override
    public boolean mayWatch(String subscriber, String user) {
        return subscriber.equals(user);
    }

    @Override
    public byte[] document(long version, String entity, String subscriber, String user) {
        long now = sip.timers().now();
        var contacts =
                registrar.contacts(user).stream()
                        .map(contact ->
                                new RegInfo.Contact(
                                        contact.identity(),
                                        contact.uri(),
                                        SECONDS.convert(
                                                contact.expiresAtMicros() - now, MICROSECONDS),
                                        contact.traits().preference()))
                        .toList();
        return RegInfo.of(version, entity, contacts);
    }
}
