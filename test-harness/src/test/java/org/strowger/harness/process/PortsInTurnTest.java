package org.strowger.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsInTurnTest {

    @Test
    void noneIsGivenTwiceBeforeAllWereGiven() {
        var ports = new PortsInTurn(100, 500, 1, _ -> true);

        var given = new TreeSet<Integer>();
        IntStream.range(0, 100).forEach(_ -> given.add(ports.next()));

        assertEquals(100, given.size());
        assertEquals(100, given.first());
        assertEquals(496, given.last());
    }

    @Test
    void onlyThoseThatAreFreeAndSoIsTheNeighbour() {
        var ports = new PortsInTurn(100, 112, 2, port -> port != 100 && port != 106);

        assertEquals(108, ports.next());
        assertEquals(108, ports.next());
    }

    @Test
    void whenAllAreTakenItIsSaid() {
        var ports = new PortsInTurn(100, 112, 1, _ -> false);

        var e = assertThrows(IllegalStateException.class, ports::next);

        assertEquals("no port is free from 100 to 112", e.getMessage());
    }
}
