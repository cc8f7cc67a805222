package org.strowger.server.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Distributor;
import org.strowger.acd.ring.AcdRing;
import org.strowger.acd.ring.Journal;
import org.strowger.base.CallId;
import org.strowger.base.Clock;
import org.strowger.base.QueueId;
import org.strowger.call.CallCensus;
import org.strowger.call.CountedRecords;
import org.strowger.call.RefusedCalls;
import org.strowger.call.SignallingLoop;
import org.strowger.media.MediaCounters;
import org.strowger.media.MediaStatistics;
import org.strowger.media.QualityCounters;
import org.strowger.media.quality.LegQuality;
import org.strowger.records.CallEvent;
import org.strowger.records.Records;
import org.strowger.records.SpoolLimits;
import org.strowger.sip.Flow;
import org.strowger.sip.ResponseTimes.Response;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.TrunkState;
import org.strowger.sip.TrunkState.Registration;
import org.strowger.sip.TrunkState.Service;
import org.strowger.sip.transport.DatagramLoop;

/** A scrape of real parts: loop, ring, journal, records. */
class SwitchMetricsTest {

    private static final QueueId SALES = new QueueId("sales");
    private static final Pattern IN_TABLE = Pattern.compile("`((?:strowger|process|jvm)_\\w+)`");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");

    private final SignallingLoop loop = new SignallingLoop(Clock.system(), 8, new DatagramLoop());
    private final SipCounters sip = new SipCounters(() -> 3_500);
    private final QualityCounters quality = new QualityCounters();
    private volatile boolean broken;

    @TempDir Path data;
    private Records records;
    private Journal journal;
    private AcdRing ring;
    private CountedRecords counted;
    private SwitchMetrics metrics;

    @BeforeEach
    void open() throws IOException {
        records = Records.open(data, Clock.system(), SpoolLimits.standard());
        journal = Journal.in(data.resolve("journal"), 1 << 20, 2);
        ring = new AcdRing(8, new Distributor(), journal, _ -> {});
        counted = new CountedRecords(records.sink());
        metrics =
                new SwitchMetrics(
                        new Sources(
                                loop,
                                this::reading,
                                sip,
                                counted,
                                new RefusedCalls(),
                                () -> 15,
                                () -> 11,
                                ring,
                                journal,
                                new MediaCounters(),
                                quality,
                                () -> 12,
                                () -> 16,
                                () -> 13,
                                () -> 14,
                                records::counters));
        loop.start();
    }

    @AfterEach
    void close() {
        metrics.close();
        loop.close();
        ring.close();
        journal.close();
        records.close();
    }

    private SignallingReading reading() {
        if (broken) {
            throw new IllegalStateException("made for this test");
        }
        var states = new TreeMap<String, Integer>();
        states.put("talking", 4);
        var trunks =
                List.of(
                        trunk("a", "192.0.2.1:5060", Service.UP, Registration.REGISTERED),
                        trunk("a", "192.0.2.2:5060", Service.DOWN, Registration.REGISTERED),
                        trunk("b", "[::1]:5060", Service.RESTING, Registration.NONE));
        var census = new CallCensus(states, 8, 5);
        return new SignallingReading(census, 1, 2, 3, 6, 7, 0, 17, 9, 0.5, trunks);
    }

    private static TrunkState trunk(
            String name, String host, Service service, Registration registration) {
        return new TrunkState(
                name, "", host, 0, Flow.Transport.UDP, 1, 1, service, registration, 11);
    }

    private void configure() {
        var queue = new AcdConfig.Queue(SALES, List.of(), 0, 1, 1, 9, 1);
        var config = new AcdConfig(List.of(queue), List.of());
        ring.tryPublish(new AcdEvent.Configured(1, "hash", config));
    }

    private void shows(String text, String... lines) {
        for (var line : lines) {
            assertTrue(text.lines().anyMatch(line::equals), () -> line + " in\n" + text);
        }
    }

    @Test
    void theTableOfTheReadmeAndAScrapeNameTheSameMetrics() throws IOException {
        configure();
        ring.tryPublish(new AcdEvent.Tick(2));
        await().until(() -> !ring.census().queues().isEmpty());
        var documented = documented();
        var told = new TreeSet<String>();
        var types = TYPE.matcher(metrics.text());
        while (types.find()) {
            told.add(types.group(1));
        }
        assertTrue(documented.size() > 80, documented::toString);
        var missing = new TreeSet<>(documented);
        missing.removeAll(told);
        assertEquals(Set.of(), missing, "in the README only");
        told.removeIf(name -> !name.startsWith("strowger_"));
        told.removeAll(documented);
        assertEquals(Set.of(), told, "not in the README");
    }

    private static Set<String> documented() throws IOException {
        return Files.readString(Path.of("../control/README.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(cell -> IN_TABLE.matcher(cell).results().map(found -> found.group(1)))
                .collect(Collectors.toSet());
    }

    @Test
    void whatSignallingSaysIsShown() {
        shows(
                metrics.text(),
                "strowger_calls{state=\"talking\"} 4.0",
                "strowger_calls{state=\"script\"} 0.0",
                "strowger_client_transactions 1.0",
                "strowger_server_transactions 2.0",
                "strowger_dialogs 3.0",
                "strowger_registrations 6.0",
                "strowger_acd_entries 7.0",
                "strowger_legs 8.0",
                "strowger_timers 9.0",
                "strowger_scripts 5.0",
                "strowger_acd_ring_fill_ratio 0.5",
                "strowger_conference_wrong_pins_total 15.0",
                "strowger_media_rooms 16.0",
                "strowger_conference_members 17.0",
                "strowger_rtp_ports 12.0",
                "strowger_sip_connections 13.0",
                "strowger_scrape_signalling_answered 1.0");
    }

    @Test
    void trunksAndTheirHostsAreShown() {
        var text = metrics.text();
        shows(
                text,
                "strowger_trunk_host_up{host=\"192.0.2.1:5060\",trunk=\"a\"} 1.0",
                "strowger_trunk_host_up{host=\"192.0.2.2:5060\",trunk=\"a\"} 0.0",
                "strowger_trunk_host_up{host=\"[::1]:5060\",trunk=\"b\"} 0.0",
                "strowger_trunk_registered{trunk=\"a\"} 1.0",
                "strowger_trunk_calls{trunk=\"a\"} 11.0",
                "strowger_trunk_calls{trunk=\"b\"} 11.0");
        assertFalse(text.contains("strowger_trunk_registered{trunk=\"b\""), text);
    }

    @Test
    void countersShowWhatIsCountedAfterTheScrapeBefore() {
        shows(metrics.text(), "strowger_sip_stray_total 0.0", "strowger_calls_started_total 0.0");
        sip.increment(SipCounter.STRAY);
        counted.append(new CallEvent.Started(new CallId("1"), 1, "555", "", "4002"));
        shows(metrics.text(), "strowger_sip_stray_total 1.0", "strowger_calls_started_total 1.0");
    }

    @Test
    void whenSignallingDoesNotAnswerTheRestIsShown() {
        broken = true;
        sip.increment(SipCounter.STRAY);
        shows(
                metrics.text(),
                "strowger_dialogs NaN",
                "strowger_scrape_signalling_answered 0.0",
                "strowger_sip_stray_total 1.0");
        broken = false;
        shows(metrics.text(), "strowger_dialogs 3.0", "strowger_scrape_signalling_answered 1.0");
    }

    @Test
    void aHistogramIsTheOneThatWasRecorded() {
        sip.responseTimes().responded(Response.INVITE_200, 0);
        sip.responseTimes().responded(Response.INVITE_200, -20_000_000);
        var labels = "{code=\"200\",method=\"INVITE\"";
        shows(
                metrics.text(),
                "strowger_sip_response_seconds_bucket" + labels + ",le=\"0.0033\"} 0",
                "strowger_sip_response_seconds_bucket" + labels + ",le=\"0.0039\"} 1",
                "strowger_sip_response_seconds_bucket" + labels + ",le=\"10.0\"} 1",
                "strowger_sip_response_seconds_bucket" + labels + ",le=\"+Inf\"} 2",
                "strowger_sip_response_seconds_count" + labels + "} 2",
                "strowger_sip_response_seconds_sum" + labels + "} 20.007");
    }

    @Test
    void aHistogramIsShownOnceThereIsSomethingInIt() {
        sip.responseTimes().responded(Response.REGISTER_401, 0);
        var text = metrics.text();
        assertTrue(text.contains("strowger_sip_response_seconds_count{code=\"401\""), text);
        assertFalse(text.contains("strowger_sip_response_seconds_count{code=\"200\""), text);
        assertFalse(text.contains("strowger_queue_wait_seconds_count"), text);
        assertTrue(text.contains("# TYPE strowger_queue_wait_seconds histogram"), text);
    }

    @Test
    void howWellLegsWereHeardIsShownForBothDirections() {
        var good = new LegQuality(441, 1_500, 0, 20, 0, 0, 0, 30_000, 5, 10, 8_000, 350);
        quality.ended(new MediaStatistics(1_000, 1_000, 0, 0, 0, 0, good));
        shows(
                metrics.text(),
                "strowger_media_mos_bucket{heard_by=\"switch\",le=\"4.34\"} 0",
                "strowger_media_mos_sum{heard_by=\"switch\"} 4.41",
                "strowger_media_mos_bucket{heard_by=\"peer\",le=\"3.6\"} 1",
                "strowger_media_mos_bucket{heard_by=\"peer\",le=\"3.1\"} 0",
                "strowger_media_jitter_seconds_bucket{heard_by=\"switch\",le=\"0.002\"} 1",
                "strowger_media_loss_ratio_bucket{heard_by=\"switch\",le=\"0.0\"} 1",
                "strowger_media_loss_ratio_sum{heard_by=\"peer\"} 0.01",
                "strowger_media_round_trip_seconds_sum 0.03");
    }

    @Test
    void queuesAndCallsAreCountedWhereTheyHappen() {
        configure();
        ring.tryPublish(new AcdEvent.CallQueued(2, new CallId("1"), SALES, 0, List.of()));
        ring.tryPublish(new AcdEvent.Tick(3));
        await().until(() -> ring.census().waiting() == 1);
        counted.append(new CallEvent.Started(new CallId("1"), 1, "555", "", "4002"));
        shows(
                metrics.text(),
                "strowger_queue_calls{queue=\"sales\",state=\"waiting\"} 1.0",
                "strowger_queue_calls{queue=\"sales\",state=\"offered\"} 0.0",
                "strowger_agents{state=\"ready\"} 0.0",
                "strowger_calls_started_total 1.0",
                "strowger_calls_ended_total{outcome=\"answered\"} 0.0");
    }

    @Test
    void theProcessIsShown() {
        var text = metrics.text();
        assertTrue(ProcessMeters.resident() > 1 << 20);
        assertTrue(text.contains("strowger_build_info{java=\""), text);
        assertFalse(text.contains("${project.version}"), text);
        assertFalse(text.contains("version=\"unknown\""), text);
    }
}
