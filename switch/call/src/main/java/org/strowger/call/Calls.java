package org.strowger.call;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.base.CallId;
import org.strowger.sip.IncomingLeg;

/** The calls that there are, oldest first, and their ids. For the signalling thread. */
final class Calls {

    private final String node;
    private final Map<CallId, Call> byId = new LinkedHashMap<>();
    private final Collection<Call> all = Collections.unmodifiableCollection(byId.values());
    private long begun;

    /** None yet, on that machine. */
    Calls(String node) {
        this.node = node;
    }

    /** A new one, which has not begun. */
    Call add(Exchange open, IncomingLeg leg, Destination to) {
        var call = new Call(nextId(open), begun, open, leg, to);
        byId.put(call.id(), call);
        return call;
    }

    /** One in which somebody is called back. */
    Call begin(Exchange open, CallbackLeg leg, Destination to) {
        var call = add(open, leg, to);
        call.log().callsBack(leg.callback().origin());
        call.guarded(() -> leg.tell(call.begin()));
        return call;
    }

    /** Of the next one. */
    CallId nextId(Exchange open) {
        begun++;
        var start = Long.toString(open.now(), Character.MAX_RADIX);
        return new CallId(node + "-" + start + "-" + Long.toString(begun, Character.MAX_RADIX));
    }

    void remove(Call call) {
        byId.remove(call.id());
    }

    @Nullable Call find(String id) {
        return byId.get(new CallId(id));
    }

    /** A live view. */
    Collection<Call> all() {
        return all;
    }

    int size() {
        return byId.size();
    }
}
