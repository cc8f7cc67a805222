package org.strowger.sip.core;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.dialog.RequestText;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.registrar.Registrar;

/** From whom-to-call to an INVITE (RFC 3261, section 8.1.1). */
final class OutgoingCalls {

    /** Where an INVITE goes; its flow stays, its headers are written from the rest. */
    private record Route(String uri, String to, Flow flow, Correspondent whom) {}

    private final SipContext sip;
    private final Registrar registrar;
    private final Correspondents correspondents;

    OutgoingCalls(SipContext sip, Registrar registrar, Correspondents correspondents) {
        this.sip = sip;
        this.registrar = registrar;
        this.correspondents = correspondents;
    }

    /** Never throws for what a caller may ask: a call that cannot be is a leg that ends. */
    UacLeg call(OutgoingCall call) {
        var route = route(call.target());
        int failure = failure(call, route);
        if (route == null || failure > 0) {
            var nowhere =
                    new Route(
                            "sip:invalid.invalid",
                            "<sip:invalid.invalid>",
                            anyFlow(),
                            Correspondent.STRANGER);
            var leg = leg(nowhere, "<sip:invalid.invalid>");
            leg.failLater(failure);
            return leg;
        }
        var leg = leg(route, from(call, route.flow()));
        leg.call(call.offer());
        return leg;
    }

    private int failure(OutgoingCall call, @Nullable Route route) {
        if (hasControls(call.callerNumber()) || hasControls(call.callerName())) {
            return 400; // It would become a header of its own.
        }
        if (route == null) {
            return call.target() instanceof OutgoingCall.Target.User ? 480 : 404;
        }
        return sip.legs().size() >= sip.config().limits().maxDialogs() ? 503 : 0;
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

    private @Nullable Route route(OutgoingCall.Target target) {
        return switch (target) {
            case OutgoingCall.Target.User(var name) -> {
                var binding = registrar.latest(name);
                yield binding == null
                        ? null
                        : new Route(
                                binding.uri(),
                                "<sip:" + Uris.escapeUser(name) + '@' + sip.config().realm() + '>',
                                binding.flow(),
                                correspondents.user(name));
            }
            case OutgoingCall.Target.Trunk(var name, var number) ->
                    sip.config().trunks().stream()
                            .filter(trunk -> trunk.name().equals(name))
                            .findFirst()
                            .map(trunk -> route(trunk, number))
                            .orElse(null);
        };
    }

    private Route route(SipTrunk trunk, String number) {
        var uri =
                "sip:"
                        + Uris.escapeUser(number)
                        + '@'
                        + ResponseHead.host(trunk.address())
                        + ':'
                        + trunk.address().getPort();
        var flow = new Flow(trunk.transport(), local(trunk.transport()), trunk.address(), 0);
        return new Route(
                uri + trunk.transport().uriParameter(),
                '<' + uri + '>',
                flow,
                correspondents.trunk(trunk.name()));
    }

    private String from(OutgoingCall call, Flow flow) {
        var number = call.callerNumber();
        var user = number.isEmpty() ? "anonymous" : Uris.escapeUser(number);
        var host = ResponseHead.host(local(flow.transport()));
        var name = call.callerName().replace("\\", "\\\\").replace("\"", "\\\"");
        return (name.isEmpty() ? "" : '"' + name + "\" ") + "<sip:" + user + '@' + host + '>';
    }

    private InetSocketAddress local(Flow.Transport transport) {
        return sip.config().address(transport);
    }

    private Flow anyFlow() {
        var here = local(Flow.Transport.UDP);
        return new Flow(Flow.Transport.UDP, here, here, 0);
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
