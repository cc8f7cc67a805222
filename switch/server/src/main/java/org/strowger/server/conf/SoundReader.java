package org.strowger.server.conf;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.strowger.base.YamlFile;
import org.strowger.call.DtmfMode;
import org.strowger.call.DtmfModes;
import org.strowger.call.SrtpMode;
import org.strowger.call.SrtpRules;
import org.strowger.media.ToneTable;
import tools.jackson.databind.JsonNode;

/** Reads which tones are played, in what way keys come and go, and whose voice is encrypted. */
record SoundReader(YamlFile main, YamlFile agents, YamlFile trunks) {

    SwitchConf.Sound sound() {
        return new SwitchConf.Sound(
                main.root().path("tones").asString(ToneTable.RECOMMENDED),
                new DtmfModes(
                        modes(agents.root().get("agents"), "id"),
                        modes(trunks.root().get("trunks"), "name")),
                srtp());
    }

    private SrtpRules srtp() {
        var rtp = main.root().path("rtp");
        return new SrtpRules(
                srtp(rtp.path("srtp").asString("off")),
                srtp(agents.root().get("agents"), "id"),
                srtp(trunks.root().get("trunks"), "name"),
                rtp.path("sdes-over").asString("tls").equals("any"));
    }

    private static Map<String, SrtpMode> srtp(JsonNode nodes, String key) {
        var modes = new LinkedHashMap<String, SrtpMode>();
        for (var node : nodes) {
            if (node.has("srtp")) {
                modes.put(node.get(key).asString(), srtp(node.get("srtp").asString()));
            }
        }
        return modes;
    }

    private static SrtpMode srtp(String word) {
        return SrtpMode.valueOf(word.toUpperCase(Locale.ROOT));
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
