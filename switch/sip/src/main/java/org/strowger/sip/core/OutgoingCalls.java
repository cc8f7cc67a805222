package org.strowger.sip.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.registrar.Registrar;

/** From whom-to-call to an INVITE (RFC 3261, section 8.1.1). */
final class OutgoingCalls {

    /** Where an INVITE goes; its flow stays, its headers are written from the rest. */
    private record Route(String uri, String to, Flow flow, Correspondent whom) {}

    private final SipContext sip;
    private final Registrar registrar;
    private final Correspondents correspondents;
    private final Trunks trunks;

    OutgoingCalls(
            SipContext sip, Registrar registrar, Correspondents correspondents, Trunks trunks) {
        this.sip = sip;
        this.registrar = registrar;
        this.correspondents = correspondents;
        this.trunks = trunks;
    }

    /** Never throws for what a caller may ask: a call that cannot be is a leg that ends. */
    UacLeg call(OutgoingCall call) {
        if (hasControls(call.callerNumber()) || hasControls(call.callerName())) {
            return refused(400); // It would become a header of its own.
        }
        return switch (call.target()) {
            case OutgoingCall.Target.User(var name) -> toUser(call, name);
            case OutgoingCall.Target.Trunk(var name, var number) -> toTrunk(call, name, number);
        };
    }

    private boolean full() {
        return sip.legs().size() >= sip.config().limits().maxDialogs();
    }

    /** A leg that ends once the caller has it in hand. */
    private UacLeg refused(int status) {
        var nobody = "sip:invalid.invalid";
        var nowhere = new Route(nobody, '<' + nobody + '>', anyFlow(), Correspondent.STRANGER);
        var leg = leg(nowhere, '<' + nobody + '>');
        leg.failLater(status);
        return leg;
    }

    private UacLeg toUser(OutgoingCall call, String name) {
        var route = route(name);
        if (route == null || full()) {
            return refused(route == null ? 480 : 503);
        }
        var host = HostPort.host(sip.config().address(route.flow().transport()));
        var leg = leg(route, TrunkCaller.from(call.callerNumber(), call.callerName(), host));
        leg.call(call.offer(), referredBy(call));
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

    private UacLeg leg(Route route, String from) {
        var tag = sip.newTag();
        var invite =
                new RequestText(
                        "INVITE",
                        route.uri(),
                        sip.via(route.flow()),
                        sip.newBranch(),
                        List.of(),
                        from + ";tag=" + tag,
                        route.to(),
                        sip.entropy().hex(16),
                        1);
        return new UacLeg(sip, invite, tag, route.flow(), route.whom());
    }

    private @Nullable Route route(String user) {
        var binding = registrar.latest(user);
        return binding == null
                ? null
                : new Route(
                        binding.uri(),
                        "<sip:" + Uris.escapeUser(user) + '@' + sip.config().realm() + '>',
                        binding.flow(),
                        correspondents.user(user));
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

    private Flow anyFlow() {
        var here = sip.config().address(Flow.Transport.UDP);
        return new Flow(Flow.Transport.UDP, here, here, 0);
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
