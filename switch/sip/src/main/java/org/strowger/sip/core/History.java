package org.strowger.sip.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.strowger.sip.Diversion;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.SipIndex;

/** Who sent a call on, by its History-Info (RFC 7044). */
final class History {

    private static final String CAUSE = "cause=";
    private static final String PRIVACY = "privacy=";

    /** Of more entries those behind are passed over. */
    private static final int MOST_ENTRIES = 50;

    private final Map<String, Entry> byIndex = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final boolean allSecret;

    /** One place where the call was sent to. */
    private static final class Entry {

        private final String number;
        private final boolean secret;

        /** The status that says why the call went on from here; -1 when it did not. */
        private long cause;

        Entry(String number, boolean secret, long cause) {
            this.number = number;
            this.secret = secret;
            this.cause = cause;
        }
    }

    private History(boolean allSecret) {
        this.allSecret = allSecret;
    }

    /**
     * Those who have sent the call on, the latest first. Either their own entry says why, in a
     * Reason, or the next place's does, in the URI's parameter cause (RFC 4458, RFC 7544).
     */
    static List<Diversion> diversions(SipIndex invite) {
        if (invite.header("History-Info").isEmpty()) {
            return List.of(); // As most.
        }
        var history = new History(isSecret(invite));
        for (var entry : Entries.of(invite, "History-Info")) {
            if (history.entries.size() < MOST_ENTRIES) {
                history.read(entry);
            }
        }
        return history.diversions();
    }

    /** Whether all of it is not for everybody (RFC 7044, section 10.1). */
    private static boolean isSecret(SipIndex invite) {
        for (var line : invite.headers("Privacy")) {
            if (AssertedIdentity.asks(line, "history", "header", "session")) {
                return true;
            }
        }
        return false;
    }

    private void read(String text) {
        var uri = AssertedIdentity.uri(text);
        int headers = uri.indexOf('?');
        var target = headers < 0 ? uri : uri.substring(0, headers);
        var about =
                headers < 0 ? "" : Uris.unescape(uri.substring(headers)).toLowerCase(Locale.ROOT);
        sentHere(text, cause(target.toLowerCase(Locale.ROOT), ";" + CAUSE));
        var entry =
                new Entry(
                        Trails.number(target),
                        allSecret || wantsPrivacy(about),
                        cause(about, CAUSE));
        entries.add(entry);
        var index = Entries.parameter(text, "index");
        if (!index.isEmpty()) {
            byIndex.put(index, entry);
        }
    }

    /** The place before this one, of which mp, rc and np tell the index, has sent it here. */
    private void sentHere(String text, long cause) {
        if (cause < 0 || entries.isEmpty()) {
            return;
        }
        var before = entries.getLast();
        for (var name : List.of("mp", "rc", "np")) {
            before = byIndex.getOrDefault(Entries.parameter(text, name), before);
        }
        before.cause = cause;
    }

    private static long cause(String text, String name) {
        int cause = text.indexOf(name);
        return cause < 0 ? -1 : Math.max(Seconds.of(text.substring(cause + name.length())), 0);
    }

    private static boolean wantsPrivacy(String about) {
        int at = about.indexOf(PRIVACY);
        if (at < 0) {
            return false;
        }
        var wanted = about.substring(at + PRIVACY.length()).split("&", 2)[0];
        return !wanted.isBlank() && !AssertedIdentity.asks(wanted, "none");
    }

    private List<Diversion> diversions() {
        var said = new ArrayList<Diversion>();
        for (var entry : entries.reversed()) {
            if (entry.cause >= 0 && !entry.number.isEmpty()) {
                var reason = Diversion.Reason.of((int) entry.cause);
                said.add(new Diversion(entry.number, reason, entry.secret));
            }
        }
        return said;
    }
}
