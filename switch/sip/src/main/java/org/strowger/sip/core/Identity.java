package org.strowger.sip.core;

import org.strowger.sip.Caller;
import org.strowger.sip.SipCounter;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.registrar.Digest;
import org.strowger.sip.registrar.Registrar;

/**
 * Who is calling. A registered flow or a From of a local user is always challenged, even from a
 * trunk's address; then a trunk by its address; then nobody we know.
 */
final class Identity {

    /** What is known of a request's sender. */
    sealed interface Finding {

        record Known(Caller caller) implements Finding {}

        /** 401 or 403. */
        record Refused(Refusal refusal) implements Finding {}
    }

    private final SipContext sip;
    private final Digest digest;
    private final Registrar registrar;

    Identity(SipContext sip, Digest digest, Registrar registrar) {
        this.sip = sip;
        this.digest = digest;
        this.registrar = registrar;
    }

    /**
     * Who sends an INVITE.
     *
     * @param fromUser user part of From, whatever its host
     */
    Finding ofCaller(InboundMessage invite, String fromUser) {
        if (registrar.isRegistered(invite.flow()) || digest.knows(fromUser)) {
            return ofUser(invite, fromUser);
        }
        var source = invite.flow().remote().getAddress();
        for (var trunk : sip.config().trunks()) {
            if (trunk.trusted().contains(source)) {
                return new Finding.Known(new Caller.Trunk(trunk.name()));
            }
        }
        return new Finding.Known(new Caller.Anonymous());
    }

    /** Whether the request has the password of this user; 403 when it has another's. */
    Finding ofUser(InboundMessage request, String user) {
        var index = request.index();
        long now = sip.timers().now();
        return switch (digest.check(index.method(), index.headers("Authorization"), now)) {
            case Digest.Verdict.Right(var name) when name.equals(user) ->
                    new Finding.Known(new Caller.User(name));
            case Digest.Verdict.Right _ -> {
                sip.count(SipCounter.AUTHENTICATION_FAILED);
                yield new Finding.Refused(Refusal.of(403));
            }
            case Digest.Verdict.Wrong _ -> {
                sip.count(SipCounter.AUTHENTICATION_FAILED);
                yield challenge(request, user, false);
            }
            case Digest.Verdict.Stale _ -> challenge(request, user, true);
            case Digest.Verdict.Missing _ -> challenge(request, user, false);
        };
    }

    private Finding challenge(InboundMessage request, String user, boolean stale) {
        sip.count(SipCounter.CHALLENGED);
        var headers =
                digest.challenges(user, md5Only(request), stale, sip.timers().now()).stream()
                        .map(challenge -> "WWW-Authenticate: " + challenge)
                        .toList();
        return new Finding.Refused(new Refusal(401, headers));
    }

    /** Some phones give up when one of several challenges is of an algorithm they do not know. */
    private boolean md5Only(InboundMessage request) {
        var phone = request.index().header("User-Agent");
        return phone != null && sip.config().md5OnlyPhones().stream().anyMatch(phone::startsWith);
    }
}
