package org.strowger.acd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.base.CallId;

/**
 * The calls in queues, by name. A table of hash values beside a table of calls, so that a name is
 * found with a look at one call, and a call costs no entry besides.
 */
final class Calls {

    private static final int AT_FIRST = 16;
    private static final int SPREAD = 0x9E37_79B9;

    private int[] hashes = new int[AT_FIRST];
    private @Nullable WaitingCall[] table = new @Nullable WaitingCall[AT_FIRST];
    private int size;

    int size() {
        return size;
    }

    @Nullable WaitingCall find(CallId id) {
        return table[place(hash(id), id)];
    }

    /** One whose name is not there yet. */
    void add(WaitingCall call) {
        if (4 * (size + 1) > 3 * table.length) {
            grow();
        }
        int hash = hash(call.id);
        int place = place(hash, call.id);
        hashes[place] = hash;
        table[place] = call;
        size++;
    }

    /** One that is there. */
    void remove(WaitingCall call) {
        int hole = place(hash(call.id), call.id);
        size--;
        // Those behind move up as far as their own place allows, so that no gap hides one.
        int mask = table.length - 1;
        int next = hole;
        while (true) {
            next = next + 1 & mask;
            if (table[next] == null) {
                break;
            }
            int home = hashes[next] & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                hashes[hole] = hashes[next];
                table[hole] = table[next];
                hole = next;
            }
        }
        table[hole] = null;
    }

    /** All, in no order that means anything. */
    List<WaitingCall> all() {
        var all = new ArrayList<WaitingCall>(size);
        for (var call : table) {
            if (call != null) {
                all.add(call);
            }
        }
        return all;
    }

    /** All, in the order in which they joined. */
    List<WaitingCall> inOrder() {
        var all = all();
        all.sort(Comparator.comparingLong(WaitingCall::arrival));
        return all;
    }

    private int place(int hash, CallId id) {
        int mask = table.length - 1;
        int place = hash & mask;
        while (true) {
            var there = table[place];
            if (there == null || (hashes[place] == hash && there.id.equals(id))) {
                return place;
            }
            place = place + 1 & mask;
        }
    }

    private void grow() {
        var old = table;
        hashes = new int[2 * old.length];
        table = new @Nullable WaitingCall[2 * old.length];
        size = 0;
        for (var call : old) {
            if (call != null) {
                add(call);
            }
        }
    }

    private static int hash(CallId id) {
        int spread = id.value().hashCode() * SPREAD;
        return spread ^ spread >>> 16;
    }
}
