package org.strowger.server.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import org.strowger.base.YamlFile;
import org.strowger.call.RecordingRule;
import org.strowger.media.recording.MasterKey;
import org.strowger.server.conf.RecordingConf.KeyFile;
import tools.jackson.databind.JsonNode;

/** What {@code recordings} says, and {@code record} of a queue. */
record RecordingConfReader(YamlFile file) {

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    RecordingConf conf() {
        var said = file.root().path("recordings");
        var keys = new ArrayList<KeyFile>();
        for (var path : said.path("master-keys")) {
            keys.add(key(path));
        }
        int free = said.path("least-free-mib").asInt(RecordingConf.LEAST_FREE_MIB);
        return new RecordingConf(
                said.path("most").asInt(RecordingConf.MOST), (long) free << 20, keys);
    }

    private KeyFile key(JsonNode named) {
        var path = file.path().resolveSibling(named.asString()).normalize();
        if (!Files.isRegularFile(path)) {
            throw file.wrong(named, "there is no such file: " + path);
        }
        try {
            if (isOpenToOthers(path)) {
                throw file.wrong(
                        named, "others than its owner can read or write it: chmod 600 " + path);
            }
            return new KeyFile(path, MasterKey.read(path), file.where(named));
        } catch (IOException e) {
            throw file.wrong(named, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isOpenToOthers(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false; // Nobody can tell here.
        }
        return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
    }

    /** Of a queue; on demand when it says nothing. */
    static RecordingRule rule(JsonNode said) {
        return switch (said.asString("on-demand")) {
            case "always" -> RecordingRule.of(100);
            case "never" -> RecordingRule.NEVER;
            case "on-demand" -> RecordingRule.ON_DEMAND;
            case String percent -> // As the schema wants it: 1% to 99%.
                    RecordingRule.of(Integer.parseInt(percent.substring(0, percent.length() - 1)));
        };
    }
}
