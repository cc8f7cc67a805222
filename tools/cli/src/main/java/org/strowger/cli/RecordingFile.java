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
     * Writes it as a WAV file, when it has been noted who does so.
     *
     * @param action export or play
     * @param how what is said of it there
     * @param err where it is said that it is not as it was recorded
     * @return 0, or 1 when that was said
     */
    int write(String action, String how, OutputSource to, PrintStream err) throws IOException {
        var rows = new RecordingRows(data.dir());
        var row = rows.find(id);
        if (row.path("state").asString("").equals("deleted")) {
            throw new CommandException(id + " was deleted: " + row.path("note").asString(""));
        }
        var path = RecordingAccess.folder(data.dir()).resolve(row.path("file").asString(""));
        try (var sound = RecordedSound.open(path, ring(row))) {
            checkName(sound, row);
            rows.note(action, id, how);
            try (var out = to.open()) {
                var written = sound.writeWav(out);
                return new WrittenRecording(row, written, sound.isWhole()).report(err);
            }
        }
    }

    /** A sealed file says which recording it is, and a file in the clear has no such word. */
    private void checkName(RecordedSound sound, JsonNode row) {
        boolean sealed = row.path("encrypted").asBoolean(false);
        var name = sound.recording();
        if (!name.isEmpty() && !name.equals(id)) {
            throw new CommandException(
                    "%s is not in its file: that is the recording %s".formatted(id, name));
        }
        if (sealed && !sound.isSealed()) {
            throw new CommandException(id + " was sealed, and its file is not");
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
}
