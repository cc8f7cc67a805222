package org.strowger.server.conf;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.strowger.base.YamlFile;
import org.strowger.call.DtmfMode;
import org.strowger.call.DtmfModes;
import org.strowger.media.ToneTable;
import tools.jackson.databind.JsonNode;

/** Reads which tones are played, and in what way keys come and go. */
record SoundReader(YamlFile main, YamlFile agents, YamlFile trunks) {

    SwitchConf.Sound sound() {
        return new SwitchConf.Sound(
                main.root().path("tones").asString(ToneTable.RECOMMENDED),
                new DtmfModes(
                        modes(agents.root().get("agents"), "id"),
                        modes(trunks.root().get("trunks"), "name")));
    }

    private static Map<String, DtmfMode> modes(JsonNode nodes, String key) {
        var modes = new LinkedHashMap<String, DtmfMode>();
        for (var node : nodes) {
            if (node.has("dtmf")) {
                var mode = node.get("dtmf").asString().toUpperCase(Locale.ROOT);
                modes.put(node.get(key).asString(), DtmfMode.valueOf(mode));
            }
        }
        return modes;
    }
}
