package org.strowger.harness.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.process.ControlDoor;
import tools.jackson.core.JacksonException;

/** A switch that runs already, with the default configuration or one like it. */
final class ForeignSwitch implements Target {

    private static final int FIRST_AGENT = 1_001;
    private static final int TRUNK_PORT = 5_070;

    private final InetSocketAddress sip;
    private final @Nullable Path data;
    private final @Nullable ControlDoor door;
    private final Probe probe;

    private ForeignSwitch(InetSocketAddress sip, @Nullable Path data, Probe probe) {
        this.sip = sip;
        this.data = data;
        this.door = data == null ? null : door(data);
        this.probe = probe;
    }

    /**
     * Sees whether it is there and speaks SIP.
     *
     * @param data where it keeps its data; null when that is not known
     * @throws LoadFailure when it is not there, or answers something else
     */
    static ForeignSwitch find(InetSocketAddress sip, @Nullable Path data) {
        var probe = Probe.open(sip);
        try {
            probe.demandAnswer();
            return new ForeignSwitch(sip, data, probe);
        } catch (RuntimeException e) {
            probe.close();
            throw e;
        }
    }

    private static ControlDoor door(Path data) {
        try {
            var door = new ControlDoor(data);
            door.counts();
            return door;
        } catch (JacksonException | IllegalStateException | java.io.UncheckedIOException e) {
            throw new LoadFailure(
                    "no switch answers for the data folder " + data + ": " + e.getMessage(), e);
        }
    }

    @Override
    public InetSocketAddress sip() {
        return sip;
    }

    /** The demo agents of the default configuration, and more in the same manner. */
    @Override
    public Map<String, String> agents(int number) {
        var agents = new LinkedHashMap<String, String>();
        for (int agent = FIRST_AGENT; agent < FIRST_AGENT + number; agent++) {
            agents.put(String.valueOf(agent), "demo-" + agent);
        }
        return agents;
    }

    /** Where the default configuration looks for its trunk. */
    @Override
    public InetSocketAddress carrier() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), TRUNK_PORT);
    }

    @Override
    public int firstPhone() {
        return FIRST_AGENT;
    }

    @Override
    public Optional<ControlDoor> door() {
        return Optional.ofNullable(door);
    }

    @Override
    public @Nullable Path data() {
        return data;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public Optional<String> death() {
        return probe.death();
    }

    @Override
    public void close() {
        probe.close();
    }
}
