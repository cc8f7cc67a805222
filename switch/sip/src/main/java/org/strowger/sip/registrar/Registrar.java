package org.strowger.sip.registrar;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.SipEvents;
import org.strowger.sip.guard.SourceWatch;
import org.strowger.sip.transaction.Timers;

/** Where each user is (RFC 3261, section 10.3). Bindings end by themselves, on the wheel. */
public final class Registrar {

    /** Streams are the same by connection, datagrams by the other side's address. */
    private record Way(Flow.Transport transport, Object end) {
        static Way of(Flow flow) {
            return flow.transport().isStream()
                    ? new Way(flow.transport(), flow.connection())
                    : new Way(flow.transport(), flow.remote());
        }
    }

    private final RegistrarLimits limits;
    private final Timers timers;
    private final SipEvents events;
    private final SipCounters counters;
    private final BindingLog log;
    private final SourceWatch watch;

    /** User to contacts by their identity, the one that registered last at the end. */
    private final Map<String, LinkedHashMap<String, Binding>> users = new HashMap<>();

    private final Map<Way, Integer> ways = new HashMap<>();
    private int size;

    public Registrar(
            RegistrarLimits limits,
            Timers timers,
            SipEvents events,
            SipCounters counters,
            BindingLog log,
            SourceWatch watch) {
        this.watch = watch;
        this.limits = limits;
        this.timers = timers;
        this.events = events;
        this.counters = counters;
        this.log = log;
    }

    /**
     * What was known before a restart, in the order in which it was registered; what has ended
     * meanwhile is left out.
     *
     * @param local our address for datagrams
     */
    public void restore(List<KeptBinding> kept, InetSocketAddress local) {
        for (var binding : kept) {
            if (binding.untilMicros() <= timers.now()) {
                log.unbound(binding.user(), binding.identity());
                continue;
            }
            boolean before = isReachable(binding.user());
            var flow = new Flow(Flow.Transport.UDP, local, binding.remote(), 0);
            var by = new Registration(binding.callId(), binding.cseq(), false, List.of(), flow);
            bind(binding.user(), by, binding.identity(), binding.uri(), binding.untilMicros());
            tell(binding.user(), before);
        }
    }

    /**
     * Does all that a REGISTER asks for, or nothing of it. Where a contact has no place the one
     * that registered longest ago goes: a phone that restarts with another port must not lock
     * itself out.
     */
    public RegistrarAnswer register(String user, Registration registration) {
        var refusal = refusal(bindings(user), registration);
        if (refusal != null) {
            return refusal;
        }
        boolean before = isReachable(user);
        if (registration.all()) {
            List.copyOf(bindings(user).keySet()).forEach(identity -> end(user, identity));
        }
        registration.contacts().forEach(contact -> apply(user, registration, contact));
        var bindings = bindings(user);
        while (bindings.size() > limits.contactsPerUser()) {
            end(user, bindings.firstEntry().getKey());
        }
        tell(user, before);
        return new RegistrarAnswer.Contacts(left(user));
    }

    /** The contact that registered last; null for a user who is nowhere. */
    public @Nullable Binding latest(String user) {
        var bindings = users.get(user);
        return bindings == null ? null : bindings.lastEntry().getValue();
    }

    public boolean isReachable(String user) {
        return users.containsKey(user);
    }

    /** Whether somebody registered by this flow. */
    public boolean isRegistered(Flow flow) {
        return ways.containsKey(Way.of(flow));
    }

    /** How many contacts there are. */
    public int size() {
        return size;
    }

    /** A connection is gone, and every contact behind it. */
    public void connectionClosed(Flow flow) {
        if (!isRegistered(flow)) {
            return;
        }
        var way = Way.of(flow);
        for (var user : List.copyOf(users.keySet())) {
            bindings(user).entrySet().stream()
                    .filter(entry -> Way.of(entry.getValue().flow()).equals(way))
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(identity -> remove(user, identity));
            tell(user, true);
        }
    }

    private @Nullable RegistrarAnswer refusal(Map<String, Binding> bindings, Registration asked) {
        var wanted = new HashSet<String>();
        for (var contact : asked.contacts()) {
            if (contact.expires() > 0 && contact.expires() < limits.minExpires()) {
                return new RegistrarAnswer.TooBrief(limits.minExpires());
            }
            var known = bindings.get(contact.identity());
            if (known != null && known.isNewerThan(asked.callId(), asked.cseq())) {
                return new RegistrarAnswer.OutOfOrder();
            }
            if (contact.expires() != 0) {
                wanted.add(contact.identity());
            }
        }
        if (asked.all()
                && bindings.values().stream()
                        .anyMatch(b -> b.isNewerThan(asked.callId(), asked.cseq()))) {
            return new RegistrarAnswer.OutOfOrder();
        }
        return wanted.size() > limits.contactsPerUser() ? new RegistrarAnswer.TooMany() : null;
    }

    private void apply(String user, Registration by, Registration.Contact contact) {
        if (contact.expires() == 0) {
            end(user, contact.identity());
            return;
        }
        long asked = contact.expires() < 0 ? limits.defaultExpires() : contact.expires();
        long micros = MICROSECONDS.convert(Math.min(asked, limits.maxExpires()), SECONDS);
        long until = timers.now() + micros;
        bind(user, by, contact.identity(), contact.uri(), until);
        keep(user, by, contact, until);
    }

    private void bind(String user, Registration by, String identity, String uri, long until) {
        watch.registered(by.flow()); // First, so that a refresh leaves no moment without one.
        remove(user, identity);
        var binding = new Binding(uri, by.flow());
        var expiry = timers.after(until - timers.now(), owner(by), () -> expire(user, identity));
        binding.refresh(by, until, expiry);
        users.computeIfAbsent(user, _ -> new LinkedHashMap<>()).put(identity, binding);
        ways.merge(Way.of(by.flow()), 1, Integer::sum);
        size++;
    }

    private void keep(String user, Registration by, Registration.Contact contact, long until) {
        if (by.flow().transport() != Flow.Transport.UDP) {
            log.unbound(user, contact.identity());
            return;
        }
        log.bound(
                new KeptBinding(
                        user,
                        contact.identity(),
                        contact.uri(),
                        by.callId(),
                        by.cseq(),
                        until,
                        by.flow().remote()));
    }

    private void expire(String user, String identity) {
        counters.increment(SipCounter.REGISTRATION_EXPIRED);
        end(user, identity);
        tell(user, true);
    }

    private void end(String user, String identity) {
        remove(user, identity);
        log.unbound(user, identity);
    }

    private void remove(String user, String identity) {
        var bindings = bindings(user);
        var binding = bindings.remove(identity);
        if (binding == null) {
            return;
        }
        binding.stop();
        size--;
        watch.unregistered(binding.flow());
        ways.computeIfPresent(Way.of(binding.flow()), (_, n) -> n == 1 ? null : n - 1);
        if (bindings.isEmpty()) {
            users.remove(user);
        }
    }

    private void tell(String user, boolean before) {
        boolean after = isReachable(user);
        if (after && !before) {
            events.reachable(user);
        } else if (before && !after) {
            events.unreachable(user);
        }
    }

    private List<RegistrarAnswer.Left> left(String user) {
        var left = new ArrayList<RegistrarAnswer.Left>();
        for (var binding : bindings(user).values()) {
            long micros = binding.expiresAtMicros() - timers.now();
            left.add(
                    new RegistrarAnswer.Left(binding.uri(), SECONDS.convert(micros, MICROSECONDS)));
        }
        return left;
    }

    private SequencedMap<String, Binding> bindings(String user) {
        var bindings = users.get(user);
        return bindings == null ? new LinkedHashMap<>() : bindings;
    }

    /** An expiry belongs to nobody who could be ended. */
    private static Timers.Owner owner(Registration by) {
        return new Timers.Owner() {
            @Override
            public String sipCallId() {
                return by.callId();
            }

            @Override
            public void broken() {}
        };
    }
}
