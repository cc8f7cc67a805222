package org.strowger.harness.city;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.city.Caller.Plan;
import org.strowger.harness.city.Caller.Press;

/** Who lives in the city, and what they mean to do today. */
final class Population {

    /** What the number of every caller begins with. */
    static final String CALLERS = "555";

    private static final int FIRST_TRUNK_PORT = 6_000;
    private static final int TRUNK_PORTS = 59_000;
    private static final int RUSHES = 12;
    private static final long RUSH = 2 * Street.MINUTE;

    private final CitySettings settings;
    private final Street street;
    private final Truth truth;
    private final Chance chance;
    private final long beginMicros;
    private final long dayMicros;
    private final List<Agent> agents = new ArrayList<>();
    private final List<Long> rushes = new ArrayList<>();
    private final Carrier carrier;

    Population(CitySettings settings, Street street, Truth truth) {
        this.settings = settings;
        this.street = street;
        this.truth = truth;
        this.chance = street.chance();
        this.beginMicros = street.now();
        this.dayMicros = settings.day().toNanos() / 1_000;
        this.carrier = new Carrier(street, truth);
        shifts();
        dialling();
    }

    private void shifts() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < settings.agents(); i++) {
            ids.add(CityConf.agentId(i));
        }
        for (int i = 0; i < settings.agents(); i++) {
            var address = Street.address("10.2." + i / 250 + '.' + (1 + i % 250), 5060);
            var agent =
                    new Agent(
                            street, address, ids.get(i), ids, settings.faults().vanishing(), truth);
            agents.add(agent);
            long comes = beginMicros + chance.between(0, dayMicros / 3);
            street.agenda().at(comes, agent::comes);
            street.agenda().at(comes + dayMicros * 2 / 3, agent::goes);
        }
    }

    private void dialling() {
        for (int i = 0; i < RUSHES; i++) {
            rushes.add(beginMicros + dayMicros / 50 + chance.between(0, dayMicros * 9 / 10));
        }
        for (int i = 0; i < settings.calls(); i++) {
            int number = i;
            long at =
                    chance.percent(30)
                            ? chance.oneOf(rushes) + chance.between(0, RUSH)
                            : beginMicros
                                    + dayMicros / 50
                                    + chance.between(0, dayMicros * 95 / 100);
            street.agenda().at(at, () -> dial(number));
        }
    }

    private void dial(int number) {
        boolean trunk = chance.percent(50);
        var dialled = dialled(trunk);
        long leaves = leaves(dialled);
        long vanishes =
                chance.happens(settings.faults().vanishing())
                        ? 1 + chance.between(0, 60 * Street.SECOND)
                        : 0;
        var plan = new Plan(dialled, keys(dialled), leaves, vanishes, chance.percent(3));
        var caller = CALLERS + (1_000_000 + number);
        new Caller(street, address(number, trunk), caller, plan, truth).dial();
    }

    private static InetSocketAddress address(int number, boolean trunk) {
        if (trunk) {
            return Street.address(Street.TRUNK_HOST, FIRST_TRUNK_PORT + number % TRUNK_PORTS);
        }
        var host =
                "10.%d.%d.%d"
                        .formatted(64 + ((number >> 16) & 127), (number >> 8) & 255, number & 255);
        return Street.address(host, 5060);
    }

    private String dialled(boolean trunk) {
        int dice = chance.below(100);
        if (dice < 45) {
            return "4000";
        }
        if (dice < 75) {
            return "4002";
        }
        if (dice < 87) {
            return "4001";
        }
        return dice < 95 && trunk ? "4003" : "4004";
    }

    /** Some lose patience at once, most stay until somebody else ends it. */
    private long leaves(String dialled) {
        int dice = chance.below(100);
        if (dice < 3) {
            return chance.between(0, 300_000);
        }
        if (dice < 15) {
            return chance.between(0, 60 * Street.SECOND);
        }
        if (dialled.equals("4004")) {
            return chance.between(5, 60) * Street.SECOND;
        }
        return dice < 40
                ? chance.between(1, 6) * Street.MINUTE
                : chance.between(15, 25) * Street.MINUTE;
    }

    private List<Press> keys(String dialled) {
        var keys = new ArrayList<Press>();
        if (!dialled.equals("4000")) {
            return keys;
        }
        long at = 0;
        for (int i = 0; i < 3; i++) {
            int dice = chance.below(100);
            at += chance.between(200_000, 9 * Street.SECOND);
            if (dice < 85) {
                keys.add(new Press(at, dice < 40 ? '1' : dice < 80 ? '2' : '9'));
            }
        }
        return keys;
    }

    /** Everybody hears, sooner or later, that the switch is gone. */
    void switchDied() {
        truth.live().forEach(Caller::switchDied);
        agents.forEach(Agent::switchDied);
        carrier.switchDied();
    }

    /** The day is over for those who are still there. */
    void goHome() {
        agents.forEach(Agent::goes);
    }
}
