package org.strowger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.base.Clock;
import org.strowger.base.ConfigException;
import org.strowger.call.RecordingRule;
import org.strowger.call.Recordings;
import org.strowger.media.recording.RecordingFolder;
import org.strowger.media.recording.RecordingWriter;
import org.strowger.records.Records;
import org.strowger.server.conf.RecordingConf;
import org.strowger.server.conf.SwitchConf;

/** Everything that records calls, put together. */
final class RecordingParts implements AutoCloseable {

    private final Records records;
    private final RecordingArchive archive;
    private final RecordingWriter writer;

    private RecordingParts(Records records, RecordingArchive archive, RecordingWriter writer) {
        this.records = records;
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
        var archive =
                new RecordingArchive(data, records.recordings(), records.sink()::append, clock);
        archive.mend(conf.ring());
        var limits = new RecordingWriter.Limits(conf.most(), conf.leastFreeOctets());
        var writer = new RecordingWriter(folder, conf.ring(), archive::changed, clock, limits);
        writer.start();
        return new RecordingParts(records, archive, writer);
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

    RecordingArchive archive() {
        return archive;
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
