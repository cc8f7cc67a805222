package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Caller;
import org.strowger.sip.HostPort;
import org.strowger.sip.SipCounter;
import org.strowger.sip.guard.Offence;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.registrar.Digest;
import org.strowger.sip.registrar.Registrar;

/**
 * Who is calling. A registered flow or a From of a local user is always challenged, even from a
 * trunk's address; then a trunk by the line that we registered or by its address; then nobody we
 * know.
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
    private final Trunks trunks;

    Identity(SipContext sip, Digest digest, Registrar registrar, Trunks trunks) {
        this.sip = sip;
        this.digest = digest;
        this.registrar = registrar;
        this.trunks = trunks;
    }

    /**
     * Who sends an INVITE.
     *
     * @param fromUser user part of From, whatever its host
     */
    Finding ofCaller(InboundMessage invite, String fromUser) {
        if (digest.knows(fromUser)) {
            return ofUser(invite, fromUser);
        }
        if (registrar.isRegistered(invite.flow())) {
            return check(invite, fromUser, null); // A phone that withholds its number, perhaps.
        }
        var trunk = trunks.caller(invite);
        return new Finding.Known(
                trunk == null ? Caller.ANONYMOUS : new Caller.Trunk(trunk.config().name()));
    }

    boolean isUser(String name) {
        return digest.knows(name);
    }

    /** Whether the request has the password of this user; 403 when it has another's. */
    Finding ofUser(InboundMessage request, String user) {
        if (!digest.knows(user)) {
            sip.watch().offence(request.flow(), Offence.UNKNOWN);
        }
        return check(request, user, user);
    }

    /**
     * Checks the password.
     *
     * @param claimed whom the request says it comes from
     * @param only the one user who may; null for any
     */
    private Finding check(InboundMessage request, String claimed, @Nullable String only) {
        var index = request.index();
        long now = sip.timers().now();
        var authorization = index.headers("Authorization");
        return switch (digest.check(index.method(), authorization, source(request), now)) {
            case Digest.Verdict.Right(var name) when only == null || name.equals(only) ->
                    new Finding.Known(new Caller.User(name));
            case Digest.Verdict.Right _ -> {
                failed(request);
                yield new Finding.Refused(Refusal.of(403));
            }
            case Digest.Verdict.Wrong _ -> {
                failed(request);
                yield challenge(request, claimed, false);
            }
            case Digest.Verdict.Stale _ -> challenge(request, claimed, true);
            case Digest.Verdict.Missing _ -> challenge(request, claimed, false);
        };
    }

    private void failed(InboundMessage request) {
        sip.count(SipCounter.AUTHENTICATION_FAILED);
        sip.watch().offence(request.flow(), Offence.WRONG_PASSWORD);
    }

    private Finding challenge(InboundMessage request, String user, boolean stale) {
        sip.count(SipCounter.CHALLENGED);
        long now = sip.timers().now();
        var headers =
                digest.challenges(user, md5Only(request), stale, source(request), now).stream()
                        .map(challenge -> "WWW-Authenticate: " + challenge)
                        .toList();
        return new Finding.Refused(new Refusal(401, headers));
    }

    private static String source(InboundMessage request) {
        return HostPort.host(request.flow().remote());
    }

    /** Some phones give up when one of several challenges is of an algorithm they do not know. */
    private boolean md5Only(InboundMessage request) {
        var phone = request.index().header("User-Agent");
        return phone != null && sip.config().md5OnlyPhones().stream().anyMatch(phone::startsWith);
    }
}
