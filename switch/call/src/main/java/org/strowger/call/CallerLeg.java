package org.strowger.call;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaStatistics;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;

/**
 * Leg A: the caller's signalling and media as one. It is over when both are, and only then is its
 * part of the record complete.
 */
final class CallerLeg implements LegEvents, MediaEvents {

    private final Call call;
    private final Exchange exchange;
    private final IncomingLeg sip;
    private final LegLog log;
    private @Nullable MediaLeg media;
    private @Nullable InetSocketAddress local;
    private Codec codec = Codec.PCMU;
    private boolean early;
    private boolean answered;
    private boolean confirmed;
    private boolean sipOver;
    private boolean mediaOver;

    CallerLeg(Call call, Exchange exchange, IncomingLeg sip, LegLog log) {
        this.call = call;
        this.exchange = exchange;
        this.sip = sip;
        this.log = log;
        log.dialog(sip.sipCallId());
    }

    /** Gets a port; {@link Call#callerReady} follows. */
    void open(long affinity) {
        var events = new PostedMediaEvents(call.guarding(), this);
        media = exchange.media().open(affinity, events);
    }

    void ring() {
        sip.ring();
    }

    /** Answers, unless nothing can be agreed on: then the call is refused with 488. */
    void answer() {
        var here = local;
        if (answered || sipOver || here == null) {
            return;
        }
        var offer = sip.offer();
        if (offer == null) {
            accept(Sessions.offer(here, Codec.PCMU)); // A late offer: the ACK brings the answer.
            return;
        }
        var ours = Sessions.answer(offer, here);
        if (ours.isEmpty()) {
            call.log().outcome("failed");
            reject(488);
            return;
        }
        settle(offer, ours.get());
        accept(ours.get());
    }

    /** Lets the caller hear us before anybody answers, where that can be agreed on. */
    void progress() {
        var here = local;
        var offer = sip.offer();
        if (answered || early || sipOver || here == null || offer == null) {
            return;
        }
        Sessions.answer(offer, here)
                .ifPresent(ours -> {
                    early = true;
                    settle(offer, ours);
                    sip.progress(ours);
                });
    }

    private void settle(AudioDescription offer, AudioDescription ours) {
        codec = ours.codecs().getFirst();
        Sessions.connectAnswered(media(), offer, ours);
    }

    private void accept(AudioDescription ours) {
        answered = true;
        log.answered(exchange.now());
        call.log().answeredBySwitch(exchange.now());
        sip.answer(ours);
    }

    void reject(int status) {
        log.failed(status);
        sip.reject(status);
    }

    void hangUp(String reason) {
        log.ended(exchange.now());
        sip.hangUp(reason);
    }

    boolean isAnswered() {
        return answered;
    }

    /** Whether what is sent to the caller is heard, answered or not. */
    boolean hears() {
        return answered || early;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    boolean isOver() {
        return sipOver && mediaOver;
    }

    /** What the caller and we speak; PCMU until something is agreed on. */
    Codec codec() {
        return codec;
    }

    MediaLeg media() {
        if (media == null) {
            throw new IllegalStateException("the caller's leg is used before it was opened");
        }
        return media;
    }

    @Override
    public void opened(InetSocketAddress address) {
        local = address;
        if (sipOver) {
            media().close();
        } else {
            call.callerReady();
        }
    }

    @Override
    public void failed(String problem) {
        mediaOver = true;
        reject(503);
        call.failed(problem);
        call.finishWhenOver();
    }

    @Override
    public void key(char key, int durationMillis) {
        call.callerKey(key);
    }

    @Override
    public void played(int generation) {
        call.callerPlayed(generation);
    }

    @Override
    public void closed(MediaStatistics statistics) {
        mediaOver = true;
        log.media(statistics);
        if (!sipOver) {
            call.failed("the caller's voice port is lost"); // Else a call that nobody can hear.
        }
        call.finishWhenOver();
    }

    @Override
    public void answered(AudioDescription answer) {
        Sessions.connectOffered(media(), answer);
    }

    @Override
    public void confirmed() {
        confirmed = true;
        call.callerConfirmed();
    }

    @Override
    public void answeredAgain(AudioDescription answer) {
        Sessions.connectOffered(media(), answer);
    }

    @Override
    public @Nullable AudioDescription offered(AudioDescription offer) {
        var here = local;
        if (here == null) {
            return null;
        }
        var ours = Sessions.answer(offer, here).orElse(null);
        if (ours != null) {
            settle(offer, ours);
        }
        return ours;
    }

    @Override
    public void ended(LegEnd end) {
        sipOver = true;
        log.ended(exchange.now());
        if (end.status() != 0) {
            log.failed(end.status());
        }
        call.callerEnded(end);
        if (local != null) {
            media().close(); // Before that, opened() closes it.
        }
        call.finishWhenOver();
    }
}
