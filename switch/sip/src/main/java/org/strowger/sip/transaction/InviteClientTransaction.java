package org.strowger.sip.transaction;

/**
 * INVITE, the client's side (RFC 3261, section 17.1.1, figure 5 of RFC 6026).
 *
 * @param <M> a response as its reader sees it
 */
public final class InviteClientTransaction<M> extends ClientTransaction<M> {

    private enum State {
        CALLING,
        PROCEEDING,
        COMPLETED,
        ACCEPTED
    }

    private State state = State.CALLING;
    private boolean due;

    InviteClientTransaction(Transactions<M> table, OutgoingRequest<M> request, ClientUser<M> user) {
        super(table, request, user);
    }

    /** Whether a provisional response came and no final one: a CANCEL may leave (section 9.1). */
    public boolean proceeding() {
        return state == State.PROCEEDING;
    }

    /** Whether no final response came yet. */
    public boolean unanswered() {
        return state == State.CALLING || state == State.PROCEEDING;
    }

    /** Another INVITE went elsewhere: this one is not sent again, but what comes is still told. */
    public void askNoMore() {
        if (unanswered()) {
            stopRetransmitting();
        }
    }

    /**
     * Without a final response in 64*T1 from now it is over, as after a CANCEL (section 9.1). Asked
     * again, it stays at the first time.
     */
    public void finalResponseDue() {
        if (unanswered() && !due) {
            due = true;
            timeoutAfter(timers().timeout(), this::timedOut);
        }
    }

    /**
     * The ACK for the first 2xx was sent. Its copies, and those of other forks, are the core's from
     * now on ({@link Transactions#late}): no machine is needed until timer M.
     *
     * @param origin From tag, CSeq and Call-ID of the INVITE in one
     */
    public void acknowledged(String origin, String toTag) {
        if (state == State.ACCEPTED) {
            answered(origin, toTag);
            terminate();
        }
    }

    @Override
    boolean heard() {
        return state != State.CALLING;
    }

    @Override
    long nextInterval(long interval) {
        return 2 * interval; // Timer A; timer B ends it.
    }

    @Override
    void received(int status, M response) {
        switch (state) {
            case CALLING, PROCEEDING -> firstFinal(status, response);
            case COMPLETED -> {
                if (status >= 300) {
                    sendLast();
                }
            }
            case ACCEPTED -> {
                if (status / 100 == 2) {
                    user().response(status, response);
                }
            }
        }
    }

    private void firstFinal(int status, M response) {
        stopRetransmitting();
        if (status < 200) {
            proceed();
        } else if (status < 300) {
            state = State.ACCEPTED;
            keep(null);
            timeoutAfter(timers().timeout(), this::terminate); // Timer M
        } else {
            complete(response);
        }
        user().response(status, response);
        if (state == State.COMPLETED) {
            letGo();
            if (reliable()) {
                terminate(); // Timer D is zero.
            }
        }
    }

    private void proceed() {
        if (state == State.CALLING) {
            state = State.PROCEEDING;
            stopTimeout(); // Timer B counts in Calling only.
            keep(null);
        }
    }

    private void complete(M response) {
        state = State.COMPLETED;
        keep(request().ack().octetsFor(response));
        sendLast(); // If it does not leave, the peer sends its response again.
        timeoutAfter(timers().timeout(), this::terminate); // Timer D
    }
}
