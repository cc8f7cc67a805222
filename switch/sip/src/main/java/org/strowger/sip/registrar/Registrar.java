package org.strowger.sip.registrar;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.SipEvents;
import org.strowger.sip.guard.SourceWatch;
import org.strowger.sip.transaction.Timers;

/** Where each user is (RFC 3261, section 10.3). Bindings end by themselves, on the wheel. */
public final class Registrar {

    private static final Comparator<Binding> ORDER =
            Comparator.comparing(Binding::inService)
                    .thenComparingInt(binding -> binding.traits().preference())
                    .reversed();

    private final RegistrarLimits limits;
    private final Timers timers;
    private final SipEvents events;
    private final SipCounters counters;
    private final BindingLog log;
    private final SourceWatch watch;

    /** User to contacts by their identity, the one that registered last at the end. */
    private final Map<String, LinkedHashMap<String, Binding>> users = new HashMap<>();

    private final Ways ways = new Ways();
    private ContactWatch contacts = ContactWatch.NONE;
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

    /** Whom to tell of contacts from now on. */
    public void tell(ContactWatch hears) {
        contacts = hears;
    }

    /**
     * What was known before a restart, in the order in which it was registered; what has ended
     * meanwhile is left out, and what is of an IP version that we have no address of any more.
     *
     * @param local our address for datagrams to that one
     */
    public void restore(List<KeptBinding> kept, UnaryOperator<InetSocketAddress> local) {
        for (var binding : kept) {
            var remote = binding.remote();
            var ours = local.apply(remote);
            if (binding.untilMicros() <= timers.now() || !HostPort.isSameFamily(ours, remote)) {
                log.unbound(binding.user(), binding.identity());
                continue;
            }
            boolean before = isReachable(binding.user());
            var flow = new Flow(Flow.Transport.UDP, ours, remote, 0);
            var by = new Registration(binding.callId(), binding.cseq(), false, List.of(), flow);
            var contact =
                    new Registration.Contact(
                            binding.uri(), binding.identity(), -1, binding.traits());
            bind(binding.user(), by, contact, binding.untilMicros());
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

    /**
     * The user's contacts in the order in which they are to be tried (RFC 3261, section 16.6):
     * those that answer their checks first, of these the preferred ones, and of equals the one that
     * registered last.
     */
    public List<Binding> contacts(String user) {
        var bindings = users.get(user);
        if (bindings == null) {
            return List.of();
        }
        var newestFirst = new ArrayList<>(bindings.sequencedValues().reversed());
        if (newestFirst.size() > 1) {
            newestFirst.sort(ORDER);
        }
        return newestFirst;
    }

    /** The contact that registered last; null for a user who is nowhere. */
    public @Nullable Binding latest(String user) {
        var bindings = users.get(user);
        return bindings == null ? null : bindings.lastEntry().getValue();
    }

    /** The same, or the one with this identity and then the other ways to its phone. */
    public List<Binding> contacts(String user, String identity) {
        if (identity.isEmpty()) {
            return contacts(user);
        }
        var one = bindings(user).get(identity);
        if (one == null) {
            return List.of();
        }
        var phone = new ArrayList<Binding>();
        phone.add(one);
        contacts(user).stream()
                .filter(other -> other != one && other.isSamePhone(one))
                .forEach(phone::add);
        return phone;
    }

    /**
     * Identities of the contacts that the user prefers alike above all others, one of each phone: a
     * phone with several flows is not called by two of them at a time (RFC 5626, section 5.3).
     */
    public List<String> preferred(String user) {
        var phones = new ArrayList<Binding>();
        for (var contact : contacts(user)) {
            if (!phones.isEmpty() && ORDER.compare(contact, phones.getFirst()) != 0) {
                break;
            }
            if (phones.stream().noneMatch(contact::isSamePhone)) {
                phones.add(contact);
            }
        }
        return phones.stream().map(Binding::identity).toList();
    }

    /** Whether the user has a contact. */
    public boolean isRegistered(String user) {
        return users.containsKey(user);
    }

    /** Whether the user has a contact, and not all of them have stopped to answer their checks. */
    public boolean isReachable(String user) {
        var bindings = users.get(user);
        return bindings != null && bindings.values().stream().anyMatch(Binding::inService);
    }

    /** Whether somebody registered by this flow. */
    public boolean isRegistered(Flow flow) {
        return ways.has(flow);
    }

    /** Whether this user registered by this flow. */
    public boolean isRegistered(String user, Flow flow) {
        return bindings(user).values().stream().anyMatch(one -> Ways.same(one.flow(), flow));
    }

    /** How many contacts there are. */
    public int size() {
        return size;
    }

    /** A connection is gone, and every contact behind it. */
    public void connectionClosed(Flow flow) {
        for (var binding : ways.behind(flow)) {
            boolean before = isReachable(binding.user());
            remove(binding.user(), binding.identity());
            tell(binding.user(), before);
        }
    }

    /** The flow to this contact is gone, as who keeps it says (430; RFC 5626, section 11.6). */
    public void flowFailed(Binding contact) {
        boolean before = isReachable(contact.user());
        if (bindings(contact.user()).get(contact.identity()) == contact) {
            end(contact.user(), contact.identity());
            tell(contact.user(), before);
        }
    }

    /** The contact answered a check, whatever it said. */
    public void answered(Binding contact) {
        boolean before = isReachable(contact.user());
        contact.health().answered();
        tell(contact.user(), before);
    }

    /** The contact did not answer a check. */
    public void missed(Binding contact) {
        boolean before = isReachable(contact.user());
        contact.health().missed();
        tell(contact.user(), before);
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
        keep(bind(user, by, contact, until));
    }

    private Binding bind(String user, Registration by, Registration.Contact contact, long until) {
        watch.registered(by.flow()); // First, so that a refresh leaves no moment without one.
        var before = take(user, contact.identity());
        var binding = new Binding(user, contact, by, until, before);
        var identity = contact.identity();
        binding.endsWith(
                timers.after(until - timers.now(), owner(by), () -> expire(user, identity)));
        users.computeIfAbsent(user, _ -> new LinkedHashMap<>()).put(identity, binding);
        ways.add(binding);
        size++;
        contacts.bound(binding, before == null);
        return binding;
    }

    private void keep(Binding binding) {
        if (binding.flow().transport() == Flow.Transport.UDP) {
            log.bound(KeptBinding.of(binding));
        } else {
            log.unbound(binding.user(), binding.identity());
        }
    }

    private void expire(String user, String identity) {
        boolean before = isReachable(user);
        counters.increment(SipCounter.REGISTRATION_EXPIRED);
        end(user, identity);
        tell(user, before);
    }

    private void end(String user, String identity) {
        remove(user, identity);
        log.unbound(user, identity);
    }

    private void remove(String user, String identity) {
        var binding = take(user, identity);
        if (binding != null) {
            contacts.unbound(binding);
        }
    }

    /** Takes it out, told to nobody. */
    private @Nullable Binding take(String user, String identity) {
        var bindings = bindings(user);
        var binding = bindings.remove(identity);
        if (binding == null) {
            return null;
        }
        binding.stop();
        size--;
        watch.unregistered(binding.flow());
        ways.remove(binding);
        if (bindings.isEmpty()) {
            users.remove(user);
        }
        return binding;
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
                    new RegistrarAnswer.Left(
                            binding.uri(),
                            SECONDS.convert(micros, MICROSECONDS),
                            binding.traits().parameters()));
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
