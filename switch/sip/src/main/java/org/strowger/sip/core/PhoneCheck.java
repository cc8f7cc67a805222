package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.HostPort;
import org.strowger.sip.SipCounter;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.registrar.Binding;
import org.strowger.sip.registrar.Registrar;
import org.strowger.sip.transaction.ClientUser;
import org.strowger.sip.transaction.Timers;

/**
 * Asks one contact by OPTIONS whether it is there (RFC 3261, section 11). Any final response says
 * so; what has not come when the next check is due is missed.
 */
final class PhoneCheck implements Timers.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(PhoneCheck.class);

    /** A contact that was out of service and registers again is checked within this. */
    private static final int SOON_MICROS = 1_000_000;

    /** For so many T1 a contact that is silent may keep others from being asked. */
    private static final int TURN_T1S = 8;

    private final SipContext sip;
    private final Registrar registrar;
    private final long interval;
    private final CheckTurns turns;
    private Binding contact;
    private Question asked;
    private Timer due;
    private String callId = "";

    /**
     * Begins at a time of chance within the first interval: those who register together are not
     * asked together.
     *
     * @param interval in microseconds
     */
    PhoneCheck(
            SipContext sip, Registrar registrar, Binding contact, long interval, CheckTurns turns) {
        this.sip = sip;
        this.registrar = registrar;
        this.interval = interval;
        this.turns = turns;
        this.contact = contact;
        this.asked = new Question(contact);
        asked.answered = true; // Nothing was asked yet.
        due = within((int) Math.min(Integer.MAX_VALUE, interval));
    }

    private Timer within(int micros) {
        return sip.timers().after(sip.entropy().nextInt(micros), this, this::check);
    }

    /** It registered again; it may be elsewhere now. */
    void refreshed(Binding now) {
        boolean moved = !now.way().equals(contact.way());
        contact = now;
        if (moved || !now.inService()) {
            asked.through();
            asked = new Question(now);
            asked.answered = true; // The question before went where nobody may be.
            due.cancel();
            due = within(SOON_MICROS);
        }
    }

    void stop() {
        due.cancel();
        turns.leave(this);
        asked.through();
    }

    private void check() {
        due =
                sip.timers()
                        .after(interval, this, this::check); // First: nothing must end the checks.
        if (!asked.answered) {
            missed();
            asked.answered = true; // It counts once, however long the next one has to wait.
        }
        turns.want(this);
    }

    /** Its turn has come. */
    void ask() {
        asked.through();
        asked = new Question(contact);
        asked.turn = sip.timers().after(TURN_T1S * sip.timers().t1(), this, asked::through);
        send(asked);
    }

    private void missed() {
        boolean before = contact.inService();
        registrar.missed(contact);
        if (before && !contact.inService()) {
            sip.count(SipCounter.PHONE_DOWN);
            LOG.info(
                    "user {}: a contact does not answer OPTIONS and is out of service",
                    contact.user());
        }
    }

    private void send(Question question) {
        var flow = contact.way();
        callId = sip.entropy().hex(16);
        sip.askWhetherThere(
                contact.uri(),
                flow,
                contact.traits().path(),
                "<sip:"
                        + HostPort.host(sip.config().address(flow.transport(), flow.remote()))
                        + '>',
                UserCall.address(sip, contact.user()),
                callId,
                question);
    }

    @Override
    public String sipCallId() {
        return callId;
    }

    @Override
    public void broken() {
        // The next check is set already.
    }

    /** One OPTIONS; an answer that comes when the next one is under way counts as well. */
    private final class Question implements ClientUser<InboundMessage> {

        private final Binding whom;
        private boolean answered;
        private @Nullable Timer turn;

        Question(Binding whom) {
            this.whom = whom;
        }

        /** Others may be asked. */
        void through() {
            var held = turn;
            if (held != null) {
                turn = null;
                held.cancel();
                turns.done();
            }
        }

        @Override
        public void response(int status, InboundMessage response) {
            if (status >= 200) {
                through();
            }
            if (status < 200 || !whom.way().equals(contact.way())) {
                return;
            }
            answered = true;
            boolean before = contact.inService();
            registrar.answered(contact);
            if (!before) {
                LOG.info("user {}: a contact is in service again", contact.user());
            }
        }

        @Override
        public void timedOut() {
            through(); // The next check sees that it was missed.
        }

        @Override
        public void transportFailed() {
            through();
        }

        @Override
        public void broken() {
            through();
        }
    }
}
