package org.strowger.call;

import java.util.Map;
import org.strowger.ivr.Node;
import org.strowger.ivr.Script;

/** What a call does as soon as its caller has a port: the number that was dialled says so. */
final class DialledNumber {

    private static final String ENGLISH = "en";

    private final Call call;
    private final Exchange exchange;
    private final CallerLeg caller;

    DialledNumber(Call call, Exchange exchange, CallerLeg caller) {
        this.call = call;
        this.exchange = exchange;
        this.caller = caller;
    }

    void lead(Destination to) {
        switch (to) {
            case Destination.RunScript(var run) -> call.script().begin(run);
            case Destination.AgentFeature(var feature, var confirmation) -> {
                var user = caller.user();
                if (user != null) {
                    exchange.distribution().agentWants(user, feature);
                }
                call.script().begin(confirmation);
            }
            case Destination.StaffCode(var change, var said) -> {
                var user = caller.user();
                confirm(user != null && exchange.staff().change(user, change), said);
            }
            case Destination.Disposition(var code, var said) -> {
                var user = caller.user();
                var change = new StaffChange.Dispose(code);
                confirm(user != null && exchange.staff().change(user, change), said);
            }
            case Destination.NightSwitch(var queue, var open, var said) ->
                    confirm(exchange.staff().open(queue, open), said);
            case Destination.SetUser change -> set(change);
            case Destination.Park place -> park(place);
            case Destination.Conference room -> new ConferenceVisit(call, caller, room).begin();
            case Destination.ThroughTrunk _, Destination.RingUser _, Destination.RingGroup _ ->
                    call.connect(to);
            case Destination.PickUp _, Destination.ParkSlot _, Destination.Supervise _ ->
                    throw new IllegalStateException("part of another call: " + to);
        }
    }

    private void confirm(boolean done, Script said) {
        if (done) {
            call.script().begin(said);
        } else {
            call.refuse(480);
        }
    }

    /** Sets it, and says so; or refuses the call. */
    private void set(Destination.SetUser code) {
        var user = caller.user();
        int status =
                user == null ? 403 : exchange.users().change(user, code.change(), code.number());
        if (status == 0) {
            call.script().begin(code.confirmation());
        } else {
            call.refuse(status);
        }
    }

    /** Parks the party whom the user has on hold, and says where. */
    private void park(Destination.Park park) {
        var user = caller.user();
        var held = user == null ? null : exchange.floor().heldBy(user);
        var talk = held == null ? null : held.call().legs().conversation();
        var slot = exchange.parking().free(park.slots());
        if (held == null || talk == null || slot.isEmpty()) {
            call.refuse(slot.isEmpty() ? 486 : 480);
            return;
        }
        var parked = new ParkedCall(held, talk.with(held), slot, park.returnMicros());
        held.call().detour(parked);
        held.call().guarded(parked::begin);
        call.script().begin(said(slot));
    }

    private static Script said(String slot) {
        Map<String, Node> nodes =
                Map.of(
                        "say", new Node.Play(ParkedCall.prompts(slot), "end"),
                        "end", new Node.HangUp());
        return new Script("parked", "say", ENGLISH, nodes);
    }
}
