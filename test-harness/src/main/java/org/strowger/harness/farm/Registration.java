package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel;
import org.strowger.harness.phone.Digest;
import org.strowger.harness.phone.SipText;

/** One agent's registration (RFC 3261, section 10). Belongs to the farm's thread. */
final class Registration {

    private static final long AGAIN = 5_000_000;
    private static final int CHALLENGES = 2;

    private final Ground ground;
    private final Asks asks;
    private final InetSocketAddress server;
    private final Party party;
    private final String password;
    private final long expires;
    private final Runnable firstTime;
    private String callId;
    private String tag;
    private int sequence;
    private int challenges;
    private int uses;
    private boolean registered;
    private boolean once;
    private Digest.@Nullable Challenge challenge;
    private String branch = "";
    private TimerWheel.@Nullable Timer next;

    Registration(
            Ground ground,
            Asks asks,
            FarmSettings settings,
            Party party,
            String password,
            Runnable firstTime) {
        this.ground = ground;
        this.asks = asks;
        this.server = settings.server();
        this.party = party;
        this.password = password;
        this.expires = settings.expires().toSeconds();
        this.firstTime = firstTime;
        this.callId = ground.token();
        this.tag = ground.token();
    }

    void register() {
        next = null;
        challenges = 0;
        send(expires);
    }

    void unregister() {
        stop();
        challenges = 0;
        send(0);
    }

    /** Falls silent; the switch is told nothing. */
    void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
        asks.forget(branch);
        mark(false);
    }

    /** As a phone that was switched off and on again. */
    void startAgain() {
        callId = ground.token();
        tag = ground.token();
        sequence = 0;
        challenge = null;
        party.gone = false;
        register();
    }

    /** Takes the registration back, and registers again after a time. */
    void away(Duration time) {
        unregister();
        next = ground.after(time.toNanos() / 1_000, this::register);
    }

    private void send(long seconds) {
        branch = Texts.branch(ground);
        sequence++;
        var registrar = "sip:" + server.getHostString() + ":" + server.getPort();
        var me = "<" + Texts.uri(party.user, server) + ">";
        var dialog = new Texts.Dialog(registrar, me + ";tag=" + tag, me, callId);
        var local = ground.network().local(party.socket);
        var lines =
                Texts.contact(party.user, local)
                        + "Expires: "
                        + seconds
                        + "\r\n"
                        + authorization(registrar);
        var octets = dialog.request("REGISTER", sequence, Texts.via(local, branch), lines, "");
        asks.ask(
                branch,
                new Datagram(party.socket, octets, server),
                response -> answered(response, seconds));
    }

    private String authorization(String uri) {
        if (challenge == null) {
            return "";
        }
        uses++;
        return "Authorization: "
                + Digest.authorization(
                        challenge, party.user, password, "REGISTER", uri, uses, ground.token())
                + "\r\n";
    }

    private void answered(@Nullable SipText response, long seconds) {
        int status = response == null ? 0 : response.status();
        if (response != null && status == 401 && challenges < CHALLENGES) {
            challenges++;
            uses = 0;
            challenge = Digest.Challenge.of(response, Digest.Algorithm.MD5);
            send(seconds);
        } else if (status != 200) {
            ground.count(Count.REGISTRATIONS_FAILED);
            ground.counters().unexpected(status + " to REGISTER");
            mark(false);
            challenge = null;
            if (seconds > 0) {
                next = ground.after(AGAIN, this::register);
            }
        } else if (response != null && seconds > 0) {
            ground.count(Count.REGISTRATIONS);
            mark(true);
            next = ground.after(granted(response) * 800_000, this::register);
        }
    }

    private long granted(SipText response) {
        var contact = SipText.parameter(response.first("Contact"), "expires");
        var value = contact.isEmpty() ? response.first("Expires") : contact;
        return value.isEmpty() ? expires : Long.parseLong(value);
    }

    private void mark(boolean now) {
        if (now && !once) {
            once = true;
            firstTime.run();
        }
        if (now != registered) {
            registered = now;
            if (now) {
                ground.count(Count.REGISTERED);
            } else {
                ground.counters().take(Count.REGISTERED);
            }
        }
    }
}
