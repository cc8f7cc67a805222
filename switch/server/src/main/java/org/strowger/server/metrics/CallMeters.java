package org.strowger.server.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.strowger.call.CountedRecords.Outcome;
import org.strowger.call.RefusedCalls;
import org.strowger.media.MediaCounters;
import org.strowger.sip.DelayHistogram;
import org.strowger.sip.SipCounter;

/** Calls, why they are refused, the signalling thread, and media. */
final class CallMeters {

    private static final double MICROS = 1e6;
    private static final List<String> STATES =
            List.of("script", "waiting", "ringing", "talking", "parked", "ending");

    private final Sources from;
    private final Readings readings;

    CallMeters(Sources from, Readings readings) {
        this.from = from;
        this.readings = readings;
    }

    void addTo(Meters meters) {
        calls(meters);
        refusals(meters);
        conferences(meters);
        signalling(meters);
        media(meters);
    }

    private void calls(Meters meters) {
        var calls = from.calls();
        for (var state : STATES) {
            meters.gauge(
                    "strowger_calls",
                    "Calls that live now",
                    () -> readings.signalling(now -> now.calls().byState().getOrDefault(state, 0)),
                    "state",
                    state);
        }
        meters.counter("strowger_calls_started", "Calls that began", calls::started);
        meters.counter("strowger_calls_answered", "Callers the switch answered", calls::answered);
        meters.counter("strowger_calls_queued", "Times a call joined a queue", calls::queued);
        meters.counter(
                "strowger_calls_connected", "Calls that somebody answered", calls::connected);
        for (var outcome : Outcome.values()) {
            meters.counter(
                    "strowger_calls_ended",
                    "Calls that ended, by the outcome in their record",
                    () -> calls.ended(outcome),
                    "outcome",
                    outcome.text());
        }
        var waits = new LinkedHashMap<Labels, Supplier<DelayHistogram.Reading>>();
        waits.put(Labels.of("end", "answered"), calls::waitsToAnswer);
        waits.put(Labels.of("end", "unanswered"), calls::waitsInVain);
        meters.histograms("strowger_queue_wait_seconds", "Wait of calls that have ended", waits);
    }

    private void refusals(Meters meters) {
        for (var cause : RefusedCalls.Cause.values()) {
            refusal(meters, lower(cause), () -> from.refused().of(cause));
        }
        refusal(meters, SipCounter.OVERLOAD_503, "overload");
        refusal(meters, SipCounter.LIMIT_503, "sip_limit");
        refusal(meters, SipCounter.ANSWERED_400, "malformed");
        refusal(meters, SipCounter.GRAMMAR_REJECTED, "grammar");
        refusal(meters, SipCounter.AUTHENTICATION_FAILED, "authentication");
        refusal(meters, SipCounter.CONNECTIONS_REFUSED, "connection_limit");
        refusal(meters, SipCounter.BANNED, "banned");
        refusal(meters, SipCounter.DENIED, "denied");
        refusal(meters, SipCounter.SCANNER, "scanner");
        refusal(meters, SipCounter.SOURCE_LIMIT_INVITE, "source_limit_invite");
        refusal(meters, SipCounter.SOURCE_LIMIT_REGISTER, "source_limit_register");
        refusal(meters, SipCounter.SOURCE_LIMIT_OPTIONS, "source_limit_options");
        refusal(meters, SipCounter.SOURCE_LIMIT_OTHER, "source_limit_other");
        refusal(
                meters,
                "no_voice_port",
                () -> from.media().get(MediaCounters.Counter.LEGS_REFUSED));
    }

    private void conferences(Meters meters) {
        meters.counter(
                "strowger_conference_wrong_pins",
                "Wrong PINs of conferences",
                from.wrongPins()::getAsLong);
        meters.gauge(
                "strowger_conference_members",
                "Members of all conferences",
                () -> readings.signalling(SignallingReading::conferenceMembers));
        meters.gauge(
                "strowger_media_rooms",
                "Rooms in which voice is mixed, of conferences and supervisions",
                from.rooms()::getAsInt);
    }

    private void refusal(Meters meters, SipCounter counter, String cause) {
        refusal(meters, cause, () -> from.sip().value(counter));
    }

    private static void refusal(Meters meters, String cause, Supplier<Long> count) {
        meters.counter(
                "strowger_refused", "What was refused, by cause", count::get, "cause", cause);
    }

    private void signalling(Meters meters) {
        var steps = from.loop().steps();
        var all = new LinkedHashMap<Labels, Supplier<DelayHistogram.Reading>>();
        all.put(Labels.EMPTY, steps::all);
        meters.histograms(
                "strowger_signalling_step_seconds", "Steps of the signalling thread", all);
        meters.gauge(
                "strowger_signalling_step_longest_seconds",
                "The longest step since the start",
                () -> steps.longestMicros() / MICROS);
        meters.counter(
                "strowger_signalling_steps_over_20ms", "Steps longer than 20 ms", steps::alarms);
        meters.gauge(
                "strowger_signalling_backlog",
                "Messages and steps that wait for the signalling thread",
                from.loop()::backlog);
        meters.gauge(
                "strowger_scrape_signalling_answered",
                "1 when the signalling thread answered this scrape within a second",
                readings::answered);
        meters.gauge(
                "strowger_scrape_signalling_seconds",
                "For how long this scrape held the signalling thread",
                readings::secondsOnSignalling);
    }

    private void media(Meters meters) {
        meters.gauge("strowger_rtp_ports", "RTP ports that are bound", from.ports()::getAsInt);
        for (var counter : MediaCounters.Counter.values()) {
            meters.counter(
                    "strowger_media_" + lower(counter),
                    "See MediaCounters.Counter." + counter,
                    () -> from.media().get(counter));
        }
    }

    /** camelCase and dots to what Prometheus has. */
    static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replace('.', '_')
                .toLowerCase(Locale.ROOT);
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
