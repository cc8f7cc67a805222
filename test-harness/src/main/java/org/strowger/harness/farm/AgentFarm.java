package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.strowger.harness.rtp.SoundSource;

/**
 * Thousands of agents' phones behind a few UDP sockets, in one thread. They register, keep
 * registered, and answer as their {@link AnswerPlan} says. The methods are for any thread.
 */
public final class AgentFarm extends Farm {

    private static final Duration HANG_UP = Duration.ofSeconds(3);
    private static final Duration UNREGISTER = Duration.ofSeconds(5);

    private final FarmSettings settings;
    private final Asks asks;
    private final CalledSide side;
    private final Map<String, Party> parties = new HashMap<>();
    private final Map<Party, Registration> registrations = new HashMap<>();
    private final List<Registration> inOrder = new ArrayList<>();
    private final CountDownLatch missing;

    private AgentFarm(FarmSettings settings, SoundSource sound) {
        super(
                new FarmLoop(
                        "agents",
                        new InetSocketAddress(settings.address(), 0),
                        settings.sockets(),
                        settings.seed(),
                        sound));
        this.settings = settings;
        this.missing = new CountDownLatch(settings.users().size());
        asks = new Asks(loop.ground());
        side = new CalledSide(loop.ground(), asks, settings.plan(), parties::get);
        settings.users().forEach(this::add);
    }

    /** Opens the sockets and begins to register all agents; does not wait. */
    public static AgentFarm start(FarmSettings settings, SoundSource sound) {
        var farm = new AgentFarm(settings, sound);
        farm.loop.start(farm.side);
        farm.loop.execute(farm::registerAll);
        return farm;
    }

    /**
     * Waits until every agent was registered at least once.
     *
     * @throws IllegalStateException if some are not within the limit
     */
    public void awaitRegistered(Duration limit) {
        try {
            if (missing.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(
                "%d of %d agents are not registered after %d ms: %s"
                        .formatted(
                                missing.getCount(),
                                settings.users().size(),
                                limit.toMillis(),
                                unexpected()));
    }

    /** Who was called during a call; empty if the switch keeps its promise. */
    public List<TwoAtOnce> twoAtOnce() {
        return side.violations();
    }

    /** Hangs up, takes registrations back if it was told to, and ends. */
    @Override
    public void close() {
        loop.execute(side::stop);
        loop.await(asks::isEmpty, HANG_UP);
        if (settings.unregister()) {
            loop.execute(() -> paced(Registration::unregister));
            var time = Duration.ofMillis(pace(inOrder.size()) / 1_000);
            loop.await(() -> count(Count.REGISTERED) == 0 && asks.isEmpty(), time.plus(UNREGISTER));
        }
        loop.close();
    }

    private void add(String user, String password) {
        int socket = parties.size() % settings.sockets();
        var party = new Party(user, socket, true, new Back());
        var registration =
                new Registration(
                        loop.ground(), asks, settings, party, password, missing::countDown);
        parties.put(user, party);
        registrations.put(party, registration);
        inOrder.add(registration);
    }

    private void registerAll() {
        paced(Registration::register);
    }

    private void paced(Consumer<Registration> step) {
        for (int i = 0; i < inOrder.size(); i++) {
            var registration = inOrder.get(i);
            loop.ground().after(pace(i), () -> step.accept(registration));
        }
    }

    private long pace(int number) {
        return number * 1_000_000L / settings.registrationsPerSecond();
    }

    /** What brings an agent back. */
    private final class Back implements Party.After {

        @Override
        public void vanished(Party party) {
            var registration = registrations.get(party);
            if (registration != null) {
                party.gone = true;
                registration.stop();
                var away = settings.plan().away().toNanos() / 1_000;
                loop.ground().after(away, registration::startAgain);
            }
        }

        @Override
        public void rangOut(Party party) {
            var registration = registrations.get(party);
            if (registration != null) {
                registration.away(settings.plan().away());
            }
        }
    }
}
