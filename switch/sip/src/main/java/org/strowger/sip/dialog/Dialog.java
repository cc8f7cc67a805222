package org.strowger.sip.dialog;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.message.Grammar;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.registrar.Credentials;

/**
 * The state of one dialog (RFC 3261, section 12): what is needed to know its requests and to write
 * ours.
 */
public final class Dialog {

    private static final int LOCAL = 0;
    private static final int REMOTE = 1;
    private static final int REMOTE_TAG = 2;
    private static final int TARGET = 3;
    private static final String TAG = ";tag=";

    private final String callId;
    private final String localTag;
    private final @Nullable Peer routed;
    private final Correspondent whom;
    private final @Nullable InetSocketAddress route;

    /** From without our tag and To of our requests, the remote tag and target, in one. */
    private String texts;

    private @Nullable InetSocketAddress contact;
    private Flow flow;
    private long localCseq;
    private long remoteCseq;

    private Dialog(
            String callId,
            String localTag,
            String remoteTag,
            String local,
            String remote,
            Peer peer,
            Correspondent whom) {
        this.callId = callId;
        this.localTag = localTag;
        this.texts = Joined.of(local, remote, remoteTag, peer.target());
        this.routed = peer.routes().isEmpty() ? null : peer; // The rest of it moves.
        this.whom = whom;
        this.flow = peer.flow();
        this.contact = shared(peer.contact(), peer.flow());
        this.route = mayFollow(peer.route()) ? peer.route() : null;
        this.flow = wayFrom(peer.flow());
    }

    /** The side that an INVITE came to (section 12.1.1). */
    public static Dialog uas(
            InboundMessage invite, Grammar grammar, String localTag, Correspondent whom) {
        var index = invite.index();
        var dialog =
                new Dialog(
                        index.callId(),
                        localTag,
                        index.fromTag(),
                        index.header("To"),
                        index.header("From"),
                        Peer.of(grammar, invite.flow(), fallback(grammar), false),
                        whom);
        dialog.remoteCseq = index.cseq();
        return dialog;
    }

    /**
     * The side that sent the INVITE (section 12.1.2).
     *
     * @param invite what we sent
     * @param localTag the tag of its From
     * @param response a 2xx, or a provisional one with a tag
     * @param peer what the response says of the other side
     * @param whom what we know of it
     */
    public static Dialog uac(
            RequestText invite,
            String localTag,
            InboundMessage response,
            Peer peer,
            Correspondent whom) {
        var index = response.index();
        var dialog =
                new Dialog(
                        invite.callId(),
                        localTag,
                        index.toTag(),
                        withoutTag(invite.from(), localTag),
                        index.header("To"),
                        peer,
                        whom);
        dialog.localCseq = invite.cseq();
        dialog.remoteCseq = -1; // Nothing came yet.
        return dialog;
    }

    /** Who has no Contact is looked for where he calls from. */
    private static String fallback(Grammar grammar) {
        return Peer.contact(grammar) == null ? grammar.from().getURI().toString() : "";
    }

    /** As we write it, the tag is the last of it. */
    private static String withoutTag(String from, String tag) {
        var end = TAG + tag;
        return from.endsWith(end) ? from.substring(0, from.length() - end.length()) : from;
    }

    public String callId() {
        return callId;
    }

    /** The other side's tag. */
    public String remoteTag() {
        return part(REMOTE_TAG);
    }

    /** How our requests leave. */
    public Flow flow() {
        return flow;
    }

    /** Whether what is too large for UDP may go to the other side over TCP. */
    public boolean takesTcp() {
        return whom.takesTcp();
    }

    /** What answers the other side's challenges; null for nothing. */
    public @Nullable Credentials credentials() {
        return whom.credentials();
    }

    /** A request of the other side, in order: ours go back the way it came from now on. */
    public void cameBy(Flow came) {
        var way = wayFrom(came);
        if (!way.equals(flow)) {
            flow = way; // What is the same is not kept twice.
        }
    }

    /** Mostly a contact is where its messages come from. */
    private static @Nullable InetSocketAddress shared(
            @Nullable InetSocketAddress address, Flow flow) {
        return flow.remote().equals(address) ? flow.remote() : address;
    }

    private String part(int number) {
        return Joined.part(texts, number);
    }

    private List<String> routes() {
        return routed == null ? List.of() : routed.routes();
    }

    /**
     * Where the other side may be when its connection is gone: at its newest contact, else where a
     * new connection to its route or Contact leads; null for nowhere else.
     */
    public @Nullable Flow otherWay() {
        if (!flow.transport().isStream()) {
            return null;
        }
        var binding = whom.newestBinding();
        if (binding != null && !binding.equals(flow)) {
            return binding;
        }
        var address = routed == null ? contact : routed.route();
        return flow.connection() != 0 && address != null && mayFollow(address)
                ? new Flow(flow.transport(), flow.local(), address, 0)
                : null;
    }

    /**
     * Over a stream back by the connection. Over UDP to the first route, or a trunk's Contact, if
     * that is an address we may follow; else back as it came, because a Contact from behind a NAT
     * is of no use, and a stranger's may be anybody's.
     */
    private Flow wayFrom(Flow came) {
        if (came.transport().isStream()) {
            return came;
        }
        var address = route;
        if (address == null && routed == null && contact != null) {
            boolean there =
                    HostPort.isSameFamily(contact, came.remote())
                            && whom.mayBeAt(contact.getAddress());
            address = there ? contact : null;
        }
        return address == null || address.equals(came.remote())
                ? came
                : new Flow(came.transport(), came.local(), address, 0);
    }

    /**
     * To where the other side sends from, and to what is known to be its own, by the IP version
     * that our Via and Contact are of.
     */
    private boolean mayFollow(@Nullable InetSocketAddress address) {
        return address != null
                && HostPort.isSameFamily(address, flow.remote())
                && (address.getAddress().equals(flow.remote().getAddress())
                        || whom.mayBeAt(address.getAddress()));
    }

    /** Whether a request belongs here; its To tag led to this dialog already. */
    public boolean owns(InboundMessage request) {
        return isFrom(request.index().fromTag()) && request.index().callId().equals(callId);
    }

    /** Whether a response is of this dialog and not of another fork. */
    public boolean isFrom(String toTag) {
        return Joined.isPart(texts, REMOTE_TAG, toTag);
    }

    /**
     * Takes a request's number.
     *
     * @return false for one that is older than the last: 500 (section 12.2.2)
     */
    public boolean inOrder(long cseq) {
        if (cseq < remoteCseq) {
            return false;
        }
        remoteCseq = cseq;
        return true;
    }

    /** A re-INVITE or UPDATE may move the other side (section 12.2.2). */
    public void refreshTarget(Grammar request) {
        var uri = Peer.contact(request);
        if (uri != null) {
            texts = Joined.of(part(LOCAL), part(REMOTE), part(REMOTE_TAG), uri.encode());
            contact = shared(Peer.address(uri, flow), flow);
            flow = wayFrom(flow);
        }
    }

    /** The next request of ours (section 12.2.1.1). */
    public RequestText next(String method, String via, String branch) {
        localCseq++;
        return request(method, via, branch, localCseq);
    }

    /** This dialog was early before: numbers go on from there (section 12.2.1.1). */
    public void continueAfter(Dialog early) {
        localCseq = Math.max(localCseq, early.localCseq);
    }

    /** The ACK for a 2xx: it has the number of its INVITE (section 13.2.2.4). */
    public RequestText ack(String via, String branch, long inviteCseq) {
        return request("ACK", via, branch, inviteCseq);
    }

    private RequestText request(String method, String via, String branch, long cseq) {
        var uri = part(TARGET);
        var routes = routes();
        if (routed != null && routed.strict()) {
            var first = routes.getFirst();
            uri = first.substring(1, first.length() - 1);
            var others = new ArrayList<>(routes.subList(1, routes.size()));
            others.add('<' + part(TARGET) + '>');
            routes = List.copyOf(others);
        }
        var from = part(LOCAL) + TAG + localTag;
        return new RequestText(method, uri, via, branch, routes, from, part(REMOTE), callId, cseq);
    }

    /** Our tag: what this dialog is found by. */
    public String localTag() {
        return localTag;
    }
}
