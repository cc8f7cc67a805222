package org.strowger.call;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaLeg;
import org.strowger.media.srtp.Encryption;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;
import org.strowger.sip.Referral;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;

/**
 * One party's signalling and media as one, whoever called. It is over when both are, and only then
 * is its part of the record complete. A transfer may move it to another call.
 */
abstract sealed class PartyLeg implements LegEvents, MediaEvents permits CallerLeg, OutLeg {

    /** The other side's answer is plain, and must not be. */
    static final Reason NOT_ENCRYPTED =
            Reason.of(Q850.BEARER_NOT_IMPLEMENTED, "the answer is not encrypted");

    /** A leg that nobody can hear is none. */
    static final Reason VOICE_LOST = Reason.of(Q850.TEMPORARY_FAILURE, "the voice port is lost");

    private final Exchange exchange;
    private Call call;
    private final LegLog log;
    private long affinity;
    private @Nullable MediaLeg media;
    private @Nullable InetSocketAddress local;
    private Codec codec = Codec.PCMU;
    private @Nullable Codec wanted;
    private boolean holding;
    private long settledMicros;
    private @Nullable CallKeys keys;
    private boolean released;
    private boolean sipOver;
    private boolean mediaOver;

    PartyLeg(Call call, Exchange exchange, LegLog log) {
        this.call = call;
        this.exchange = exchange;
        this.log = log;
    }

    /** Gets a port, on the media loop that this number stands for. */
    final void open(long mediaAffinity) {
        affinity = mediaAffinity;
        media = port(family(), this);
    }

    /** A port on the leg's media loop, whose events come as steps of the leg's call. */
    final MediaLeg port(StandardProtocolFamily version, MediaEvents events) {
        var posted = new PostedMediaEvents(this::post, events);
        return exchange.media().open(affinity, version, posted);
    }

    /** The IP version of the party's voice. */
    abstract StandardProtocolFamily family();

    /** Later, as a step of the call that the leg then belongs to. */
    private void post(Runnable step) {
        exchange.signalling().execute(() -> call.guarded(step));
    }

    /** Answers the leg, if it is one that can be answered and was not. */
    abstract void answer();

    abstract boolean isAnswered();

    /** Whether the other side hears us by now. */
    abstract boolean isConfirmed();

    /**
     * Whether the call is to go on without it for now: somebody who is called back, and not there.
     */
    boolean answersLater() {
        return false;
    }

    /** Ends the signalling in whatever phase it is. */
    abstract void hangUp(Reason reason);

    /** The local user whose phone it is; null for anybody else. */
    abstract @Nullable String user();

    /** How its keys come and go. */
    abstract DtmfMode dtmf();

    /** How its voice is encrypted. */
    abstract LegSecurity security();

    /**
     * Our offer to the party.
     *
     * @return null when it must be encrypted and cannot be
     */
    final @Nullable AudioDescription offer(InetSocketAddress here, List<Codec> codecs) {
        return security().offer(Sessions.offer(here, codecs, dtmf()));
    }

    /** What somebody who is called by this party is shown. */
    abstract String number();

    /** The name beside the number; may be empty. */
    abstract String displayName();

    /** A transfer has taken the party out of the call: its end is not the call's. */
    final void release(String reason) {
        released = true;
        talksNoMore();
        if (!sipOver) {
            hangUp(Reason.normal(reason));
        }
    }

    /** The same for a party that left by itself. */
    final void release() {
        released = true;
    }

    final boolean isReleased() {
        return released;
    }

    final Call call() {
        return call;
    }

    /** The leg belongs to another call from now on, and to that one's record. */
    final void moveTo(Call other) {
        call = other;
    }

    final Exchange exchange() {
        return exchange;
    }

    final LegLog log() {
        return log;
    }

    final long affinity() {
        return affinity;
    }

    /** What the party and we speak; before that is agreed on what we would rather, or PCMU. */
    final Codec codec() {
        return codec;
    }

    final void speaks(Codec agreed) {
        codec = agreed;
    }

    /** If nothing is agreed on yet, it is to be what that one speaks: then nothing is converted. */
    final void speaksLike(PartyLeg other) {
        wanted = other.codec;
    }

    /** Our answer to an offer of the party's; null when nothing in it can be taken. */
    final @Nullable AudioDescription answerTo(AudioDescription offer) {
        var here = local;
        return here == null
                ? null
                : Sessions.answer(offer, here, exchange.codecs(), wanted, dtmf())
                        .flatMap(plain -> security().answer(offer, plain))
                        .orElse(null);
    }

    /** Whether the party has put us on hold: then who talks with it hears music. */
    final boolean isHolding() {
        return holding;
    }

    final boolean isOver() {
        return sipOver && mediaOver;
    }

    final boolean isSipOver() {
        return sipOver;
    }

    final void sipIsOver() {
        sipOver = true;
        talksNoMore();
    }

    /** A conversation begins: a local user may press codes in it. */
    final void talks() {
        if (user() != null && !exchange.plan().keys().areNone()) {
            if (keys == null) {
                keys = new CallKeys(this, exchange);
            }
            keys.begin();
        }
    }

    /** The conversation is over. */
    final void talksNoMore() {
        if (keys != null) {
            keys.stop();
            keys = null;
            media().withhold("");
        }
    }

    final boolean isMediaOver() {
        return mediaOver;
    }

    final void mediaIsOver() {
        mediaOver = true;
    }

    final MediaLeg media() {
        if (media == null) {
            throw new IllegalStateException("a leg is used before it was opened");
        }
        return media;
    }

    /** Where its RTP comes to; null before a port is bound. */
    final @Nullable InetSocketAddress local() {
        return local;
    }

    final void local(InetSocketAddress address) {
        local = address;
    }

    /** From now on the party is heard and spoken to by another port, which is open. */
    final void speaksBy(MediaLeg other, InetSocketAddress address) {
        media = other;
        local = address;
    }

    /** The other side's answer to an offer of ours, which its security accepts. */
    final void settle(AudioDescription answer) {
        codec = answer.codecs().getFirst();
        connect(answer);
        heldBy(answer);
    }

    /** Media is told what the other side's answer has settled. */
    final void connect(AudioDescription answer) {
        encrypt(security().settled(answer));
        Sessions.connectOffered(media(), answer, dtmf());
    }

    /** Our answer to an offer of the other side. */
    final void settle(AudioDescription offer, AudioDescription ours) {
        codec = ours.codecs().getFirst();
        encrypt(security().settled(offer, ours));
        Sessions.connectAnswered(media(), offer, ours, dtmf());
        heldBy(offer);
    }

    private void encrypt(@Nullable Encryption how) {
        security().agreed(how);
        media().encrypt(how);
    }

    /** Both know now that the call is answered. */
    final void answeredNow() {
        settledMicros = exchange.now();
        media().answered();
    }

    private void heldBy(AudioDescription theirs) {
        settledMicros = exchange.now();
        boolean now = Sessions.isHold(theirs);
        if (now != holding) {
            holding = now;
            call.legs().holdChanged(this);
        }
    }

    @Override
    public void answeredAgain(AudioDescription answer) {
        if (security().accepts(answer)) {
            settle(answer);
        } else {
            hangUp(NOT_ENCRYPTED);
        }
    }

    @Override
    public final AudioDescription offerDue(AudioDescription everything) {
        return security().renewed(everything);
    }

    @Override
    public final @Nullable AudioDescription offered(AudioDescription offer) {
        wanted = codec; // Rather as it was, if the other side can have that.
        var ours = answerTo(offer);
        if (ours != null) {
            settle(offer, ours);
        }
        return ours;
    }

    @Override
    public final int referred(Referral referral) {
        return Referrals.asked(this, referral);
    }

    /** Media knows what else has come, and who is to hear it. */
    @Override
    public final void keyByInfo(char key, int durationMillis) {
        if (media != null) {
            media.keyed(key, durationMillis);
        }
    }

    @Override
    public final void key(char key, int durationMillis) {
        pressed(key, false);
    }

    @Override
    public final void withheld(char key, int durationMillis) {
        pressed(key, true);
    }

    private void pressed(char key, boolean withheld) {
        if (keys == null) {
            call.key(this, key);
        } else {
            keys.key(key, withheld);
        }
    }

    /**
     * The other side may be gone, and say so never. Before the answer nobody has to speak, and a
     * silence that began before the last agreement was allowed by the one before.
     */
    @Override
    public final void inactive(long silentMicros) {
        boolean before = exchange.now() - settledMicros < silentMicros;
        if (before || !isConfirmed() || sipOver) {
            return;
        }
        log.silent();
        long seconds = TimeUnit.MICROSECONDS.toSeconds(silentMicros);
        var reason = Reason.of(Q850.TIMER_EXPIRED, "no voice for " + seconds + " s");
        if (call.legs().isPartOf(this)) {
            call.hangUp(reason);
        } else {
            hangUp(reason);
        }
    }

    @Override
    public void played(int generation) {
        call.played(this, generation);
    }
}
