package org.strowger.harness.city;

import java.util.function.Consumer;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AcdPort;
import org.strowger.acd.Distributor;

/**
 * The ring and its thread without a ring and a thread: events reach the distributor in order and a
 * little later, so do its commands call control; now and then there is no slot.
 */
final class AcdTwin implements AcdPort {

    private static final long SHORTEST = 20;
    private static final long LONGEST = 600;

    /** With more pairs than this the full checks have to do: each pair is looked at. */
    private static final long MANY = 5_000;

    private final Distributor distributor = new Distributor();
    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final Ledger ledger;
    private final int fullRing;
    private final Consumer<AcdCommand> output;
    private Consumer<AcdCommand> toCallControl = _ -> {};
    private long eventsUpTo;
    private long commandsUpTo;
    private boolean dead;

    /**
     * @param fullRing how often there is no slot, in a million events
     * @param output what lies between the distributor and call control; calls {@link #sent}
     */
    AcdTwin(
            Agenda agenda,
            Chance chance,
            Trace trace,
            Ledger ledger,
            int fullRing,
            java.util.function.UnaryOperator<Consumer<AcdCommand>> output) {
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        this.ledger = ledger;
        this.fullRing = fullRing;
        this.output = output.apply(this::sent);
    }

    void callControl(Consumer<AcdCommand> receiver) {
        toCallControl = receiver;
    }

    @Override
    public boolean tryPublish(AcdEvent event) {
        if (chance.happens(fullRing)) {
            return false;
        }
        eventsUpTo = later(eventsUpTo);
        agenda.at(eventsUpTo, () -> handle(event));
        return true;
    }

    private long later(long before) {
        return Math.max(before, agenda.nowMicros() + chance.between(SHORTEST, LONGEST));
    }

    private void handle(AcdEvent event) {
        if (dead) {
            return;
        }
        if (!(event instanceof AcdEvent.Tick)) {
            trace.say("acd <", event);
        }
        var commands = distributor.handle(event);
        for (var command : commands) {
            if (command instanceof AcdCommand.WithdrawOffer) {
                ledger.sees(command); // Of a deadline, which comes before the event.
            }
        }
        ledger.sees(event);
        commands.forEach(output);
        if (!commands.isEmpty() || !(event instanceof AcdEvent.Tick)) {
            idleAndWaiting();
        }
    }

    /** A command that has passed all that may lie in between. */
    private void sent(AcdCommand command) {
        trace.say("acd >", command);
        if (!(command instanceof AcdCommand.WithdrawOffer)) {
            ledger.sees(command);
        }
        commandsUpTo = later(commandsUpTo);
        agenda.at(
                commandsUpTo,
                () -> {
                    if (!dead) {
                        toCallControl.accept(command);
                    }
                });
    }

    private void idleAndWaiting() {
        if (ledger.pairs() < MANY && ledger.mayBeAPair() && distributor.idleAndWaiting() > 0) {
            ledger.complain("a call waits that a free agent could have");
        }
    }

    /** The process is gone. */
    void die() {
        dead = true;
    }

    int entries() {
        return distributor.entries();
    }

    int waitingForNothing() {
        return distributor.idleAndWaiting();
    }
}
