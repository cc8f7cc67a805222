package org.strowger.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class ServerKeyTest {

    @Test
    void hasAnOrderThatAgreesWithEqualsWhereEveryHashIsTheSame() {
        var keys = colliding();
        assertEquals(1, new HashSet<>(keys.stream().map(ServerKey::hashCode).toList()).size());
        assertEquals(keys.size(), new TreeSet<>(keys).size());
        for (var one : keys) {
            for (var other : keys) {
                assertEquals(one.equals(other), one.compareTo(other) == 0);
                assertEquals(
                        Integer.signum(one.compareTo(other)),
                        -Integer.signum(other.compareTo(one)));
            }
        }
    }

    @Rfc(number = 3261, section = "17.2.3")
    @Test
    void tellsMethodsApart() {
        var invite = ServerKey.of("z9hG4bK1", "h", "INVITE");
        var bye = ServerKey.of("z9hG4bK1", "h", "BYE");
        assertEquals(0, invite.compareTo(ServerKey.of("z9hG4bK1", "h", "ACK")));
        assertEquals(1, Integer.signum(invite.compareTo(bye)));
    }

    @Test
    void isFoundAmongManyOfTheSameHash() {
        var keys = colliding();
        Map<ServerKey, Integer> table = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            table.put(keys.get(i), i);
        }
        for (int i = 0; i < keys.size(); i++) {
            assertEquals(i, table.get(keys.get(i)));
        }
    }

    /** 256 branches of one hash: "Aa" and "BB" have the same. */
    private static List<ServerKey> colliding() {
        var keys = new ArrayList<ServerKey>();
        for (int i = 0; i < 256; i++) {
            var branch = new StringBuilder(ServerKey.MAGIC_COOKIE);
            for (int bit = 0; bit < 8; bit++) {
                branch.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            keys.add(ServerKey.of(branch.toString(), "127.0.0.9", "INVITE"));
        }
        return keys;
    }
}
