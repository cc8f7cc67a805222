package org.strowger.harness.figures;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.strowger.harness.load.Cores;
import org.strowger.harness.process.ProjectFolder;

/** The media engine with one loop, which has the switch's core. */
final class OurRelay implements Relaying {

    private final EngineUnderLoad engine;
    private final InetSocketAddress phones;

    private OurRelay(EngineUnderLoad engine, InetSocketAddress phones) {
        this.engine = engine;
        this.phones = phones;
    }

    static OurRelay start(Cores cores, Path folder, InetSocketAddress phones) throws IOException {
        var prompts = ProjectFolder.find().resolve("ivr-scripts/prompts");
        var engine = new EngineUnderLoad(prompts, 1);
        try {
            engine.open(2, phones); // Its thread begins with the first leg.
            cores.pinToSwitch(EngineUnderLoad.LOOP, folder);
            return new OurRelay(engine, phones);
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "strowger";
    }

    @Override
    public List<InetSocketAddress> relay(int calls) {
        var legs = engine.open(2 * calls, phones);
        for (int i = 0; i < legs.size(); i += 2) {
            legs.get(i).media().bridge(legs.get(i + 1).media());
        }
        return legs.stream().map(EngineUnderLoad.Leg::local).toList();
    }

    @Override
    public long cpuNanos() {
        return EngineUnderLoad.cpuNanos();
    }

    @Override
    public void close() {
        engine.close();
    }
}
