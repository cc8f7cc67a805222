package org.strowger.sip.core;

import gov.nist.javax.sip.address.SipUri;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Caller;
import org.strowger.sip.OutgoingCall.Target;
import org.strowger.sip.SipEvents;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.event.DialogEvents;
import org.strowger.sip.event.EventPackage;
import org.strowger.sip.event.LegWatch;
import org.strowger.sip.event.MailCount;
import org.strowger.sip.event.MailEvents;
import org.strowger.sip.event.PhoneStates;
import org.strowger.sip.message.Grammar;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.registrar.Binding;
import org.strowger.sip.registrar.ContactWatch;
import org.strowger.sip.registrar.Registrar;

/**
 * SUBSCRIBE: registered users who watch the dialogs of other users (RFC 6665, RFC 4235), for the
 * lamps of their phones, and their own contacts (RFC 3680) and messages (RFC 3842).
 */
final class Subscriptions implements ContactWatch {

    /** Of all subscribers; one more is answered 503. */
    static final int MOST = 20_000;

    /** Of one subscriber; one more is answered 403. */
    static final int MOST_OF_ONE = 100;

    /** Of one kind of state of one user; one more is answered 503. */
    static final int MOST_OF_WATCHED = 500;

    private static final int SHORTEST = 60;
    private static final int LONGEST = 7_200;
    private static final int USUAL = 3_600;
    private static final int MAX_EVENT = 128;
    private static final String DIALOG = "dialog";
    private static final String MAIL = "message-summary";

    /** A kind of state of a user. */
    private record Watched(String event, String user) {}

    private final SipContext sip;
    private final Identity identity;
    private final Registrar registrar;
    private final Correspondents correspondents;
    private final PhoneStates states = new PhoneStates(user -> changed(DIALOG, user));
    private final MailEvents mail = new MailEvents(user -> changed(MAIL, user));
    private final SequencedMap<String, EventPackage> packages = new LinkedHashMap<>();
    private final NotifyQueue changes;
    private final Map<String, Subscription> byTag = new HashMap<>();
    private final Map<Watched, Set<Subscription>> byWatched = new HashMap<>();
    private final Map<String, Integer> bySubscriber = new HashMap<>();

    Subscriptions(
            SipContext sip,
            Identity identity,
            Registrar registrar,
            Correspondents correspondents,
            SipEvents events) {
        this.sip = sip;
        this.identity = identity;
        this.registrar = registrar;
        this.correspondents = correspondents;
        this.changes = new NotifyQueue(sip);
        take(new DialogEvents(states, events::mayPickUp));
        take(new RegistrationEvents(sip, registrar));
        take(mail);
    }

    private void take(EventPackage what) {
        packages.put(what.name(), what);
    }

    /** How many there are. */
    int size() {
        return byTag.size();
    }

    /** So many messages a user has from now on; of who is no user of ours nothing is kept. */
    void has(String user, MailCount count) {
        if (identity.isUser(user)) {
            mail.has(user, count);
        }
    }

    /** The address of one of our users. */
    String uri(String user) {
        return "sip:" + Uris.escapeUser(user) + '@' + sip.config().realm();
    }

    /** Who watches this caller hears of the leg. */
    LegWatch watch(Caller caller) {
        return caller instanceof Caller.User(var name) ? states.begin(name, true) : LegWatch.NOBODY;
    }

    /** Who watches whom we call hears of the leg. */
    LegWatch watch(Target target) {
        return target instanceof Target.User(var name, _) && registrar.isRegistered(name)
                ? states.begin(name, false)
                : LegWatch.NOBODY;
    }

    @Override
    public void bound(Binding contact, boolean anew) {
        if (anew) {
            changed(RegistrationEvents.NAME, contact.user());
        }
    }

    @Override
    public void unbound(Binding contact) {
        changed(RegistrationEvents.NAME, contact.user());
    }

    private void changed(String event, String user) {
        var watching = byWatched.get(new Watched(event, user));
        if (watching != null) {
            changes.add(watching);
        }
    }

    /** Answers a SUBSCRIBE outside a dialog that RI could read. */
    void answer(InboundMessage request, Grammar grammar) {
        var refusal = refusal(request, grammar);
        if (refusal != null) {
            sip.refuse(request, refusal);
            return;
        }
        var subscriber = Uris.user((SipUri) grammar.from().getURI());
        switch (identity.ofUser(request, subscriber)) {
            case Identity.Finding.Refused(var why) -> sip.refuse(request, why);
            case Identity.Finding.Known _ -> admitted(request, grammar, subscriber);
        }
    }

    /** What is wrong with it, whoever sends it. */
    private @Nullable Refusal refusal(InboundMessage request, Grammar grammar) {
        var refusal = RequestChecks.scheme(request);
        if (refusal == null) {
            refusal = RequestChecks.extensions(request);
        }
        if (refusal != null) {
            return refusal;
        }
        var event = request.index().header("Event");
        var what = what(request);
        if (what == null || event.length() > MAX_EVENT) {
            return Refusal.of(489, "Allow-Events: " + String.join(", ", packages.keySet()));
        }
        boolean addressed =
                !grammar.contacts().isEmpty() && grammar.from().getURI() instanceof SipUri;
        if (!addressed || RequestChecks.hasLongRouteSet(request)) {
            return Refusal.of(400);
        }
        return takes(request, what) ? tooBrief(request) : Refusal.of(406);
    }

    /** The package that it names; null for one that we do not have. */
    private @Nullable EventPackage what(InboundMessage request) {
        return packages.get(parameters(request.index().header("Event"))[0]);
    }

    private static boolean takes(InboundMessage request, EventPackage what) {
        var ranges = String.join(",", request.index().headers("Accept")).toLowerCase(Locale.ROOT);
        return ranges.isEmpty()
                || ranges.contains(what.type())
                || ranges.contains("application/*")
                || ranges.contains("*/*");
    }

    private static @Nullable Refusal tooBrief(InboundMessage request) {
        int seconds = seconds(request);
        return seconds > 0 && seconds < SHORTEST
                ? Refusal.of(423, "Min-Expires: " + SHORTEST)
                : null;
    }

    /** What it asks for, at most the longest. */
    private static int seconds(InboundMessage request) {
        var text = request.index().header("Expires");
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return USUAL;
        }
        return text.length() > 9 ? LONGEST : Math.min(Integer.parseInt(text), LONGEST);
    }

    private static String[] parameters(String header) {
        var parts = header.split(";", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = parts[i].strip();
        }
        return parts;
    }

    private void admitted(InboundMessage request, Grammar grammar, String subscriber) {
        var watched = watched(grammar);
        var what = Objects.requireNonNull(what(request));
        var whole = byWatched.getOrDefault(new Watched(what.name(), watched), Set.of());
        if (!registrar.isRegistered(subscriber)) {
            sip.refuse(request, Refusal.of(403)); // Only a phone has lamps.
        } else if (!identity.isUser(watched)) {
            sip.refuse(request, Refusal.of(404));
        } else if (!what.mayWatch(subscriber, watched)
                || bySubscriber.getOrDefault(subscriber, 0) >= MOST_OF_ONE) {
            sip.refuse(request, Refusal.of(403));
        } else if (whole.size() >= MOST_OF_WATCHED) {
            sip.refuse(request, Refusal.of(503));
        } else if (byTag.size() >= MOST) {
            sip.refuse(request, sip.overloaded());
        } else {
            begin(request, grammar, new Who(subscriber, watched, what));
        }
    }

    /** Who watches what of whom. */
    private record Who(String subscriber, String watched, EventPackage what) {}

    private static String watched(Grammar grammar) {
        return grammar.requestUri() instanceof SipUri uri ? Uris.user(uri) : "";
    }

    private void begin(InboundMessage request, Grammar grammar, Who who) {
        var whom = correspondents.user(who.subscriber);
        var dialog = Dialog.uas(request, grammar, sip.newTag(), whom);
        var event = event(request, who.what);
        var one = new Subscription(this, sip, dialog, who.subscriber, who.watched, who.what, event);
        byTag.put(dialog.localTag(), one);
        byWatched.computeIfAbsent(watched(one), _ -> new LinkedHashSet<>()).add(one);
        bySubscriber.merge(who.subscriber, 1, Integer::sum);
        accept(request, one);
    }

    private static Watched watched(Subscription one) {
        return new Watched(one.what().name(), one.watched());
    }

    /** With the id by which the subscriber knows it, and nothing else. */
    private static String event(InboundMessage request, EventPackage what) {
        for (var parameter : parameters(request.index().header("Event"))) {
            if (parameter.startsWith("id=")) {
                return what.name() + ';' + parameter;
            }
        }
        return what.name();
    }

    private void accept(InboundMessage request, Subscription one) {
        int seconds = seconds(request);
        var lines = sip.contact(one.dialog().flow()) + "Expires: " + seconds + "\r\n";
        sip.respond(request, 200, one.dialog().localTag(), lines, ResponseHead.NO_BODY);
        sip.timers().guarded(one, () -> one.last(seconds));
    }

    /** Answers a SUBSCRIBE inside a dialog, if it is one of ours (RFC 6665, section 4.2.1.3). */
    boolean refreshes(InboundMessage request) {
        var one = byTag.get(request.index().toTag());
        if (one == null || !one.dialog().owns(request)) {
            return false;
        }
        var brief = tooBrief(request);
        if (!one.dialog().inOrder(request.index().cseq())) {
            sip.refuse(request, Refusal.of(500));
        } else if (brief != null) {
            sip.refuse(request, brief);
        } else {
            if (registrar.isRegistered(one.subscriber(), request.flow())) {
                one.dialog().cameBy(request.flow()); // Nobody else moves it: no password was asked.
                sip.refreshTarget(one.dialog(), request);
            }
            accept(request, one);
        }
        return true;
    }

    void remove(Subscription one) {
        byTag.remove(one.dialog().localTag());
        byWatched.computeIfPresent(
                watched(one),
                (_, watching) -> {
                    watching.remove(one);
                    return watching.isEmpty() ? null : watching;
                });
        bySubscriber.computeIfPresent(one.subscriber(), (_, n) -> n == 1 ? null : n - 1);
    }
}
