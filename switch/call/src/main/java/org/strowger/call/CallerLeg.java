package org.strowger.call;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaStatistics;
import org.strowger.sip.Caller;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Reason;
import org.strowger.sip.Trail;
import org.strowger.sip.sdp.AudioDescription;

/** Leg A: the caller's; or one that came into a call that is there already. */
final class CallerLeg extends PartyLeg {

    private final IncomingLeg sip;
    private final String number;
    private final String displayName;
    private final LegSecurity security;
    private @Nullable Consumer<CallerLeg> entry;
    private boolean phoneTold;
    private @Nullable AudioDescription early;
    private boolean settledLate;
    private boolean answered;
    private boolean answerTold;
    private boolean confirmed;

    CallerLeg(Call call, Exchange exchange, IncomingLeg sip, LegLog log) {
        super(call, exchange, log);
        this.sip = sip;
        this.number = sip.callerNumber();
        this.displayName = sip.callerName();
        var rules = exchange.plan().srtp();
        this.security =
                LegSecurity.of(
                        rules.of(sip.caller()),
                        rules.keysInClear() || sip.isConfidential()
                                ? LegSecurity.Way.CONFIDENTIAL
                                : LegSecurity.Way.OPEN,
                        exchange.media().fingerprint());
        log.dialog(sip.sipCallId());
        var offer = sip.offer();
        if (offer != null) {
            speaks(exchange.codecs().first(offer)); // What others are offered is to fit.
        }
    }

    /** What it came for, done as soon as it has a port. */
    void enters(Consumer<CallerLeg> by) {
        entry = by;
    }

    @Override
    StandardProtocolFamily family() {
        return sip.family();
    }

    Caller caller() {
        return sip.caller();
    }

    /** A user who calls cannot be offered a call until this leg is over. */
    void occupiesPhone() {
        var user = user();
        if (user != null) {
            phoneTold = true;
            exchange().distribution().phoneBusy(user);
        }
    }

    void ring() {
        var here = local();
        var ours =
                sip.offer() == null && here != null ? offer(here, exchange().codecs().on()) : null;
        if (ours == null) {
            sip.ring();
        } else {
            sip.ring(ours);
        }
    }

    /** Answers, unless nothing can be agreed on: then the call is refused with 488. */
    @Override
    void answer() {
        var here = local();
        if (answered || isSipOver() || here == null) {
            return;
        }
        var said = early;
        if (said != null) {
            accept(said); // The caller may have moved since: that must stay as it is.
            return;
        }
        var offer = sip.offer();
        // To a late offer the ACK brings the answer.
        var ours = offer == null ? offer(here, exchange().codecs().on()) : answerTo(offer);
        if (ours == null) {
            refuse();
            return;
        }
        if (offer != null) {
            settle(offer, ours);
        }
        accept(ours);
    }

    private void refuse() {
        call().callerRefused(this);
        reject(488);
    }

    /** Then nobody is called for it. */
    private boolean isRefused() {
        var offer = sip.offer();
        return security != LegSecurity.OFF && offer != null && answerTo(offer) == null;
    }

    /** Lets the caller hear us before anybody answers, where that can be agreed on. */
    void progress() {
        var offer = sip.offer();
        if (hears() || isSipOver() || offer == null) {
            return;
        }
        var ours = answerTo(offer);
        if (ours != null) {
            early = ours;
            settle(offer, ours);
            sip.progress(ours);
        }
    }

    private void accept(AudioDescription ours) {
        answered = true;
        sip.answer(ours);
        log().dialog(sip.sipCallId()); // Of one that is called back it is known only now.
        if (sip.isAnswered()) {
            tellAnswer();
        }
    }

    /** Our 200 has left; at the latest its ACK says so. */
    private void tellAnswer() {
        if (!answerTold) {
            answerTold = true;
            log().answered(exchange().now());
            call().callerAnswered(this);
        }
    }

    void reject(int status) {
        reject(status, 0);
    }

    /**
     * Hands on why another side did not take the call. What that asks of us in credentials is
     * nothing the caller could give.
     */
    void reject(LegEnd elsewhere) {
        int why = elsewhere.refusal();
        int status = why == 401 || why == 407 ? 403 : why;
        reject(status, elsewhere.refusalCause());
    }

    private void reject(int status, int q850) {
        log().failed(status);
        sip.reject(status, q850);
    }

    @Override
    void hangUp(Reason reason) {
        log().ended(exchange().now());
        sip.hangUp(reason);
    }

    @Override
    DtmfMode dtmf() {
        return exchange().plan().dtmf().of(sip.caller());
    }

    @Override
    LegSecurity security() {
        return security;
    }

    @Override
    public void infoDue(char key, int durationMillis) {
        sip.tellKey(key, durationMillis);
    }

    @Override
    boolean isAnswered() {
        return answered;
    }

    /** Whether what is sent to the caller is heard, answered or not. */
    boolean hears() {
        return answered || early != null || settledLate;
    }

    @Override
    boolean isConfirmed() {
        return confirmed;
    }

    /** Of a caller whom the switch calls; null of one who has called. */
    @Nullable CallbackLeg callback() {
        return sip instanceof CallbackLeg back ? back : null;
    }

    @Override
    boolean answersLater() {
        return sip instanceof CallbackLeg back && back.standsIn() && !confirmed;
    }

    @Override
    @Nullable String user() {
        return sip.caller() instanceof Caller.User(var name) ? name : null;
    }

    Caller identity() {
        return sip.caller();
    }

    /** Where the call has been before it came here. */
    Trail trail() {
        return sip.trail();
    }

    @Override
    String number() {
        return number;
    }

    @Override
    String displayName() {
        return displayName;
    }

    @Override
    public void opened(InetSocketAddress address) {
        local(address);
        var into = entry;
        if (isSipOver()) {
            media().close();
        } else if (isRefused()) {
            refuse();
        } else if (into != null) {
            into.accept(this);
        } else {
            call().callerReady();
        }
    }

    @Override
    public void failed(String problem) {
        mediaIsOver();
        reject(503);
        if (entry == null) {
            call().failed(problem);
        }
        call().finishWhenOver();
    }

    @Override
    public void closed(MediaStatistics statistics) {
        mediaIsOver();
        log().media(statistics);
        if (!isSipOver() && call().legs().isPartOf(this)) {
            call().failed("the caller's voice port is lost"); // Else a call that nobody can hear.
        } else if (!isSipOver()) {
            hangUp(VOICE_LOST); // Who talks goes on without it.
        }
        call().finishWhenOver();
    }

    @Override
    public void answered(AudioDescription answer) {
        if (!security.accepts(answer)) {
            hangUp(NOT_ENCRYPTED);
            return;
        }
        boolean first = !hears();
        settledLate = true; // By a PRACK, or by the ACK.
        settle(answer);
        if (first) {
            call().legs().settledEarly(this);
        }
    }

    @Override
    public void confirmed() {
        confirmed = true;
        answeredNow();
        tellAnswer();
        call().detour().confirmed(this);
        call().confirmed(this);
    }

    @Override
    public void ended(LegEnd end) {
        sipIsOver();
        log().ended(exchange().now());
        log().ended(end);
        call().callerEnded(this, end);
        freePhone();
        if (local() != null) {
            media().close(); // Before that, opened() closes it.
        }
        call().finishWhenOver();
    }

    private void freePhone() {
        var user = user();
        if (phoneTold && user != null) {
            phoneTold = false;
            exchange().distribution().phoneFree(user);
        }
    }
}
