package org.strowger.sip.core;

import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.registrar.Registrar;

/** From whom-to-call to an INVITE (RFC 3261, section 8.1.1). */
final class OutgoingCalls {

    private final SipContext sip;
    private final Registrar registrar;
    private final Correspondents correspondents;
    private final Trunks trunks;
    private final List<StandardProtocolFamily> ours;

    OutgoingCalls(
            SipContext sip, Registrar registrar, Correspondents correspondents, Trunks trunks) {
        this.sip = sip;
        this.registrar = registrar;
        this.correspondents = correspondents;
        this.trunks = trunks;
        this.ours = sip.config().families();
    }

    /** Never throws for what a caller may ask: a call that cannot be is a leg that ends. */
    UacLeg call(OutgoingCall call) {
        if (hasControls(call.callerNumber()) || hasControls(call.callerName())) {
            return refused(400); // It would become a header of its own.
        }
        return switch (call.target()) {
            case OutgoingCall.Target.User user -> toUser(call, user);
            case OutgoingCall.Target.Trunk(var name, var number) -> toTrunk(call, name, number);
        };
    }

    /** The IP versions of all that a call there may try; at least one. */
    List<StandardProtocolFamily> families(OutgoingCall.Target target) {
        if (ours.size() == 1) {
            return ours;
        }
        var theirs =
                switch (target) {
                    case OutgoingCall.Target.User(var name, var contact) ->
                            registrar.contacts(name, contact).stream().map(it -> it.way().remote());
                    case OutgoingCall.Target.Trunk(var name, _) ->
                            trunks.chain(name).stream()
                                    .flatMap(trunk -> trunk.hosts().all().stream())
                                    .map(host -> host.host().address());
                };
        var families = theirs.map(HostPort::family).distinct().toList();
        return families.isEmpty() ? ours.subList(0, 1) : families;
    }

    /** The transports by which all that a call there may try is reached. */
    Set<Flow.Transport> transports(OutgoingCall.Target target) {
        var theirs =
                switch (target) {
                    case OutgoingCall.Target.User(var name, var contact) ->
                            registrar.contacts(name, contact).stream()
                                    .map(it -> it.way().transport());
                    case OutgoingCall.Target.Trunk(var name, _) ->
                            trunks.chain(name).stream()
                                    .flatMap(trunk -> trunk.hosts().all().stream())
                                    .map(host -> host.host().transport());
                };
        return theirs.collect(Collectors.toUnmodifiableSet());
    }

    private boolean full() {
        return sip.legs().size() >= sip.config().limits().maxDialogs();
    }

    /** A leg that ends once the caller has it in hand. */
    private UacLeg refused(int status) {
        var nobody = "sip:invalid.invalid";
        var flow = anyFlow();
        var tag = sip.newTag();
        var invite =
                new RequestText(
                        "INVITE",
                        nobody,
                        sip.via(flow),
                        sip.newBranch(),
                        List.of(),
                        '<' + nobody + ">;tag=" + tag,
                        '<' + nobody + '>',
                        sip.entropy().hex(16),
                        1);
        var leg = new UacLeg(sip, invite, tag, flow, Correspondent.STRANGER);
        leg.failLater(status);
        return leg;
    }

    private UacLeg toUser(OutgoingCall call, OutgoingCall.Target.User user) {
        var name = user.name();
        var contacts = registrar.contacts(name, user.contact());
        if (contacts.isEmpty() || full()) {
            return refused(contacts.isEmpty() ? 480 : 503);
        }
        var begun = new UserCall(sip, registrar, correspondents.user(name), call, contacts);
        var first = begun.first();
        var leg = new UacLeg(sip, first.invite(), begun.tag(), first.flow(), first.whom());
        leg.recourse(begun);
        leg.call(call.offer(first.flow().remote()), referredBy(call) + breadth(call));
        return leg;
    }

    private UacLeg toTrunk(OutgoingCall call, String name, String number) {
        var trunk = trunks.named(name);
        if (trunk == null || full()) {
            return refused(trunk == null ? 404 : 503);
        }
        var begun = TrunkCall.begin(sip, trunks, call, number, trunk);
        if (begun == null) {
            return refused(503);
        }
        var first = begun.first();
        var leg = new UacLeg(sip, first.invite(), begun.tag(), first.flow(), first.whom());
        leg.recourse(begun);
        leg.call(begun.offer(), "");
        return leg;
    }

    /**
     * Our users hear who transferred the call; who is elsewhere does not hear who our users are.
     */
    private String referredBy(OutgoingCall call) {
        boolean inside = call.target() instanceof OutgoingCall.Target.User;
        return call.referredBy().isEmpty() || !inside
                ? ""
                : "Referred-By: <sip:"
                        + Uris.escapeUser(call.referredBy())
                        + '@'
                        + sip.config().realm()
                        + ">\r\n";
    }

    /** A line of how often the call may still be forked, as it came (RFC 7332, section 6). */
    static String breadth(OutgoingCall call) {
        int most = call.trail().maxBreadth();
        return most == 0 ? "" : "Max-Breadth: " + most + "\r\n";
    }

    private Flow anyFlow() {
        var here = sip.config().all(Flow.Transport.UDP).getFirst();
        return new Flow(Flow.Transport.UDP, here, here, 0);
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
