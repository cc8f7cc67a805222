package org.strowger.sip.transaction;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.SipSender;

/**
 * Every transaction there is, found by key at one look-up (RFC 3261, sections 17.1.3 and 17.2.3).
 *
 * @param <M> a response as its reader sees it
 */
public final class Transactions<M> {

    private final Timers timers;
    private final SipSender sender;
    private final int limit;
    private final Departed departed;
    private final AnsweredInvites answered;
    private final Map<ServerKey, ServerTransaction> servers = new HashMap<>();
    private final Map<String, ClientTransaction<M>> clients = new HashMap<>();
    private final Map<String, ServerTransaction> origins = new HashMap<>();

    /**
     * @param limit most server transactions at a time; client transactions are as many as the calls
     *     that the core allows
     * @param seed any number that peers do not know
     */
    public Transactions(Timers timers, SipSender sender, int limit, long seed) {
        this.timers = timers;
        this.sender = sender;
        this.limit = limit;
        this.departed = new Departed(timers, seed);
        this.answered = new AnsweredInvites(departed);
    }

    /** Whether there is no place for another server transaction: answer 503 without state. */
    public boolean full() {
        return servers.size() >= limit;
    }

    /** Whether even the places kept for requests of calls that exist are taken. */
    public boolean overfull() {
        return servers.size() >= limit + limit / 4 + 1;
    }

    /** Whether this INVITE came by another way already (section 8.2.2.2): 482. */
    public boolean isMerged(String origin) {
        return origins.containsKey(origin) || departed.knowsOrigin(origin);
    }

    /** How many server transactions there are; zero in a switch at rest. */
    public int servers() {
        return servers.size();
    }

    /** How many client transactions there are; zero in a switch at rest. */
    public int clients() {
        return clients.size();
    }

    /**
     * A request came: gives a retransmission, or an ACK for a response of 300 to 699, to its
     * machine.
     *
     * @return false for a request that no machine knows, which includes the ACK for a 2xx
     */
    public boolean absorbs(ServerKey key, boolean ack) {
        var known = servers.get(key);
        if (known == null) {
            return !ack && key.isInvite() && departed.knows(key);
        }
        if (ack && known instanceof InviteServerTransaction invite && invite.accepted()) {
            return false; // The ACK for a 2xx, of a peer that takes the same branch for it.
        }
        timers.guarded(
                known,
                () -> {
                    if (!ack) {
                        known.requestAgain();
                    } else if (known instanceof InviteServerTransaction invite) {
                        invite.ack();
                    }
                });
        return true;
    }

    /**
     * Files a request that was answered with 200 and nothing else: a copy of it is {@link
     * #wasAnswered}, and shall get that 200 again (what timer J is for). Over a stream there are no
     * copies.
     */
    public void answered(ServerKey key, Flow replyTo) {
        if (!replyTo.transport().isStream()) {
            departed.add(key);
        }
    }

    /** Whether a request with this key was answered with a plain 200, or is an INVITE long over. */
    public boolean wasAnswered(ServerKey key) {
        return departed.knows(key);
    }

    /** Whether the INVITE that a CANCEL with this key means has had its ACK: too late. */
    public boolean cancelsTooLate(ServerKey cancel) {
        return departed.knows(cancel.ofInvite());
    }

    /** The INVITE that a CANCEL with this key means, while it lives. */
    public @Nullable InviteServerTransaction cancelled(ServerKey cancel) {
        return servers.get(cancel.ofInvite()) instanceof InviteServerTransaction invite
                ? invite
                : null;
    }

    /**
     * Begins the server's side of an INVITE and sends its 100.
     *
     * @param origin From tag, Call-ID and CSeq in one: what {@link #isMerged} looks for
     * @param tried whether the 100 has been sent already
     */
    public InviteServerTransaction invite(
            ServerKey key,
            String origin,
            Flow replyTo,
            String sipCallId,
            byte[] trying,
            boolean tried) {
        var invite = new InviteServerTransaction(this, key, origin, replyTo, sipCallId);
        servers.put(key, invite);
        origins.put(origin, invite);
        invite.start(trying, tried);
        return invite;
    }

    /** Begins the server's side of any other request. */
    public NonInviteServerTransaction request(ServerKey key, Flow replyTo, String sipCallId) {
        var request = new NonInviteServerTransaction(this, key, replyTo, sipCallId);
        servers.put(key, request);
        return request;
    }

    /** Sends an INVITE. */
    public InviteClientTransaction<M> sendInvite(OutgoingRequest<M> request, ClientUser<M> user) {
        var invite = new InviteClientTransaction<>(this, request, user);
        clients.put(request.key(), invite);
        invite.start();
        return invite;
    }

    /** Sends any other request but ACK, which has no transaction. */
    public void sendRequest(OutgoingRequest<M> request, ClientUser<M> user) {
        var transaction = new NonInviteClientTransaction<>(this, request, user);
        clients.put(request.key(), transaction);
        transaction.start();
    }

    /**
     * A response came.
     *
     * @param method of its CSeq
     * @return false when no machine waits for it: it is dropped (section 18.1.2)
     */
    public boolean response(String branch, String method, int status, M response) {
        var client = clients.get(OutgoingRequest.keyOf(branch, method));
        if (client == null || !client.request().method().equals(method)) {
            return departed.knows(branch, responseTo(method));
        }
        timers.guarded(client, () -> client.received(status, response));
        return true;
    }

    /**
     * A 2xx to an INVITE came that no machine waits for: the core answers it.
     *
     * @param origin its From tag, CSeq and Call-ID in one: what is not our INVITE's is a stray
     * @param credible whether it comes from somebody to whom the INVITE went
     */
    public LateAnswer late(String branch, String origin, String toTag, boolean credible) {
        return answered.take(branch, origin, toTag, credible);
    }

    /** Whether an INVITE with these, which went to that address, was answered with a 2xx. */
    public boolean isAnswered(String branch, String origin, InetAddress way) {
        return answered.knows(branch, origin, way);
    }

    /**
     * A connection that was opened for this flow closed, or could not be opened: what went by it
     * and was not answered at all has failed (section 17.1.4). Looks at every request of ours.
     */
    public void closed(Flow flow) {
        for (var client : List.copyOf(clients.values())) {
            if (!client.heard() && client.request().flow().equals(flow)) {
                timers.guarded(client, client::transportFailed);
            }
        }
    }

    Timers timers() {
        return timers;
    }

    boolean send(Flow flow, byte[] message) {
        return sender.send(flow, message);
    }

    /** An accepted INVITE whose ACK has come: only copies of it can come now. */
    void departed(InviteServerTransaction invite) {
        departed.add(invite.key());
        departed.addOrigin(invite.origin());
    }

    /** An INVITE of ours whose 2xx has its ACK. */
    void answered(OutgoingRequest<M> invite, String origin, String toTag) {
        var way = invite.flow().remote().getAddress();
        answered.add(invite.branch(), origin, way, toTag);
    }

    /** Any other request of ours that has its final response: copies of that are absorbed. */
    void answered(OutgoingRequest<M> request) {
        departed.add(request.branch(), responseTo(request.method()));
    }

    private static String responseTo(String method) {
        return "response to " + method;
    }

    void gone(ServerTransaction transaction) {
        servers.remove(transaction.key(), transaction);
        if (transaction instanceof InviteServerTransaction invite) {
            origins.remove(invite.origin(), invite);
        }
    }

    void gone(ClientTransaction<M> transaction) {
        clients.remove(transaction.request().key(), transaction);
    }
}
