package org.strowger.server.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.strowger.media.Distribution;
import org.strowger.media.QualityCounters;
import org.strowger.sip.DelayHistogram;

/** How well legs were heard, of those that have ended. */
final class QualityMeters {

    private final QualityCounters quality;

    QualityMeters(Sources from) {
        this.quality = from.quality();
    }

    void addTo(Meters meters) {
        bothWays(
                meters, "strowger_media_mos", "Mean opinion score of legs, 1 to 4.5", quality::mos);
        bothWays(
                meters,
                "strowger_media_jitter_seconds",
                "Mean interarrival jitter of legs",
                quality::jitter);
        bothWays(
                meters,
                "strowger_media_loss_ratio",
                "Share of a leg's packets that were lost",
                quality::loss);
        var trips = new LinkedHashMap<Labels, Supplier<DelayHistogram.Reading>>();
        trips.put(Labels.EMPTY, () -> reading(quality.roundTrip()));
        meters.histograms(
                "strowger_media_round_trip_seconds", "Mean round trip to a leg's peer", trips);
    }

    private static void bothWays(
            Meters meters, String name, String help, Function<Boolean, Distribution> of) {
        var all = new LinkedHashMap<Labels, Supplier<DelayHistogram.Reading>>();
        all.put(Labels.of("heard_by", "switch"), () -> reading(of.apply(false)));
        all.put(Labels.of("heard_by", "peer"), () -> reading(of.apply(true)));
        meters.histograms(name, help, all);
    }

    /** Everything is in millionths there, as micros are. */
    private static DelayHistogram.Reading reading(Distribution now) {
        return new DelayHistogram.Reading(now.bounds(), now.counts(), now.total());
    }
}
