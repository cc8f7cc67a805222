package org.strowger.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.strowger.media.recording.KeyRing;
import org.strowger.media.recording.MasterKey;
import org.strowger.media.recording.RecordedSound;
import org.strowger.server.RecordingAccess;
import org.strowger.server.conf.ConfReader;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Which recording is to be read, and with what. */
final class RecordingFile {

    @Parameters(index = "0", paramLabel = "ID", description = "Which recording.")
    private String id = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "A master key. Default: those of the configuration.")
    private List<Path> keys = new ArrayList<>();

    @Mixin private DataOption data = new DataOption();
    @Mixin private ConfOption conf = new ConfOption();

    String id() {
        return id;
    }

    /**
     * Writes it as a WAV file, and who did so into the log of accesses.
     *
     * @param action export or play
     * @param how what is said of it there
     * @param err where it is said that it is not whole
     */
    void write(String action, String how, OutputSource to, PrintStream err) throws IOException {
        var row = new RecordingRows(data.dir()).find(id);
        if (row.path("state").asString("").equals("deleted")) {
            throw new CommandException(id + " was deleted: " + row.path("note").asString(""));
        }
        var path = RecordingAccess.folder(data.dir()).resolve(row.path("file").asString(""));
        try (var sound = RecordedSound.open(path, ring(row))) {
            new RecordingAccess(data.dir()).note(action, id, user(), how);
            try (var out = to.open()) {
                sound.writeWav(out);
            }
            if (!sound.isWhole()) {
                err.println(id + " has no end: it still runs, or was cut off");
            }
        }
    }

    /** Opened when everything else is well. */
    interface OutputSource {
        OutputStream open() throws IOException;
    }

    private KeyRing ring(JsonNode row) throws IOException {
        if (!row.path("encrypted").asBoolean(false)) {
            return KeyRing.EMPTY;
        }
        if (keys.isEmpty()) {
            return ConfReader.read(conf.dir()).recordings().ring();
        }
        var read = new ArrayList<MasterKey>();
        for (var key : keys) {
            read.add(MasterKey.read(key));
        }
        return new KeyRing(read);
    }

    /** Who is logged in here. */
    static String user() {
        return System.getProperty("user.name", "unknown");
    }
}
