package org.strowger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.Clock;
import org.strowger.base.ConfigException;
import org.strowger.call.RecordingAnswer;
import org.strowger.call.RecordingRule;
import org.strowger.call.Recordings;
import org.strowger.control.RecordingDoor;
import org.strowger.ivr.RecordingChange;
import org.strowger.media.recording.RecordingFolder;
import org.strowger.media.recording.RecordingWriter;
import org.strowger.records.Records;
import org.strowger.server.conf.RecordingConf;
import org.strowger.server.conf.SwitchConf;

/** Everything that records calls, put together. */
final class RecordingParts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingParts.class);
    private final Records records;
    private final RecordingAccess access;
    private final RecordingArchive archive;
    private final RecordingWriter writer;

    private RecordingParts(
            Records records,
            RecordingAccess access,
            RecordingArchive archive,
            RecordingWriter writer) {
        this.records = records;
        this.access = access;
        this.archive = archive;
        this.writer = writer;
    }

    /**
     * Mends what the last run has left, and starts the recorder.
     *
     * @throws ConfigException when a master key lies in the data folder: whoever has a copy of the
     *     data would have the key, too
     * @throws IOException when the folder of recordings cannot be made
     */
    static RecordingParts open(RecordingConf conf, Path data, Records records, Clock clock)
            throws IOException {
        checkKeys(conf, data);
        var folder = new RecordingFolder(RecordingAccess.folder(data));
        var access = new RecordingAccess(data, "door");
        open(access);
        var archive =
                new RecordingArchive(
                        data, access, records.recordings(), records.sink()::append, clock);
        archive.mend(conf.ring());
        var limits = new RecordingWriter.Limits(conf.most(), conf.leastFreeOctets());
        var writer = new RecordingWriter(folder, conf.ring(), archive::changed, clock, limits);
        writer.start();
        return new RecordingParts(records, access, archive, writer);
    }

    /** Calls go on without it, and pauses do; nothing else of recordings can be asked for. */
    private static void open(RecordingAccess access) {
        try {
            access.open();
        } catch (IOException e) {
            LOG.error("alarm: accesses to recordings cannot be noted, so there are none", e);
        }
    }

    private static void checkKeys(RecordingConf conf, Path data) throws IOException {
        var here = data.toRealPath();
        for (var key : conf.keys()) {
            if (key.path().toRealPath().startsWith(here)) {
                throw new ConfigException(
                        "%s: a master key must not lie in the data folder, %s"
                                .formatted(key.where(), here));
            }
        }
    }

    /** Who records, and which calls. */
    Recordings of(SwitchConf conf) {
        var rules = new LinkedHashMap<String, RecordingRule>();
        conf.queues().forEach(queue -> rules.put(queue.id(), queue.record()));
        return new Recordings(writer, rules);
    }

    /**
     * What the control door asks about them.
     *
     * @param change does something to a call's recording, and waits for the answer
     */
    RecordingDoor door(BiFunction<String, RecordingChange, RecordingAnswer> change) {
        return new NotedRecordings(change, archive, access);
    }

    /** Those of the records, and those of the recorder behind {@code recordings.}. */
    SortedMap<String, Long> counters() {
        var all = new TreeMap<>(records.counters());
        writer.counters().snapshot().forEach((name, n) -> all.put("recordings." + name, n));
        return all;
    }

    /** Ends every recording. */
    @Override
    public void close() {
        writer.close();
    }
}
