package org.strowger.harness.city;

import org.jspecify.annotations.Nullable;
import org.strowger.harness.phone.Digest;

/** Keeps a phone of the city registered (RFC 3261, section 10.2), with the digest it is asked. */
final class Registering {

    private static final int EXPIRES_S = 600;

    private final Phone phone;
    private final String password;
    private String callId = "";
    private String tag = "";
    private long cseq;
    private int seconds = EXPIRES_S;
    private boolean registered;
    private Agenda.@Nullable Entry next;

    Registering(Phone phone, String password) {
        this.phone = phone;
        this.password = password;
    }

    boolean isRegistered() {
        return registered;
    }

    /** From now on, as a phone that was just switched on. */
    void begin() {
        var street = phone.street();
        callId = street.token() + '@' + phone.host();
        tag = street.token();
        cseq = 0;
        seconds = EXPIRES_S;
        in(street.chance().between(0, 500_000));
    }

    /** Takes the binding back. */
    void end() {
        seconds = 0;
        in(0);
    }

    /** Asks no more. */
    void stop() {
        registered = false;
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    private void in(long micros) {
        if (next != null) {
            next.cancel();
        }
        next = phone.street().agenda().after(micros, () -> send(""));
    }

    private void send(String authorization) {
        var branch = phone.newBranch();
        var id = phone.user() + '@' + Street.REALM;
        long number = ++cseq;
        var text =
                "REGISTER sip:"
                        + Street.SWITCH_HOST
                        + " SIP/2.0\r\n"
                        + phone.via(branch)
                        + "Max-Forwards: 70\r\nFrom: <sip:"
                        + id
                        + ">;tag="
                        + tag
                        + "\r\nTo: <sip:"
                        + id
                        + ">\r\nCall-ID: "
                        + callId
                        + "\r\nCSeq: "
                        + number
                        + " REGISTER\r\n"
                        + phone.contact()
                        + "Expires: "
                        + seconds
                        + "\r\n"
                        + authorization
                        + Phone.body("");
        phone.ask(
                branch,
                "REGISTER",
                text,
                answer -> {
                    if (number == cseq) {
                        answered(answer, !authorization.isEmpty());
                    }
                });
    }

    private void answered(@Nullable Message answer, boolean authorized) {
        var chance = phone.street().chance();
        int status = answer == null ? 0 : answer.status();
        if (answer != null && status == 401 && !authorized) {
            send(credentials(answer));
            return;
        }
        registered = status == 200 && seconds > 0;
        if (registered) {
            in(chance.between(EXPIRES_S / 2, EXPIRES_S * 9 / 10) * Street.SECOND);
        } else if (status != 200 && seconds > 0) {
            in(chance.between(2, 20) * Street.SECOND);
        }
    }

    /** Half of the phones know no SHA-256. */
    private String credentials(Message challenged) {
        boolean old = phone.user().hashCode() % 2 == 0;
        var challenges = challenged.headers("WWW-Authenticate");
        var challenge = old ? challenges.getFirst() : challenges.getLast();
        var value =
                Digest.authorization(
                        Digest.Challenge.parse(challenge),
                        phone.user(),
                        password,
                        "REGISTER",
                        "sip:" + Street.SWITCH_HOST,
                        1,
                        phone.street().token());
        return "Authorization: " + value + "\r\n";
    }
}
