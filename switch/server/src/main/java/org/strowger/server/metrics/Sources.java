package org.strowger.server.metrics;

import java.util.SortedMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.strowger.acd.ring.AcdRing;
import org.strowger.acd.ring.Journal;
import org.strowger.call.CountedRecords;
import org.strowger.call.RefusedCalls;
import org.strowger.call.SignallingLoop;
import org.strowger.media.MediaCounters;
import org.strowger.media.QualityCounters;
import org.strowger.sip.SipCounters;

/**
 * Where the figures come from.
 *
 * @param signalling asked on the signalling thread, once a scrape
 * @param wrongPins of conferences, that callers have tried
 * @param corrections of how agents stand with the distributor, by what their legs say
 * @param records of spool and loader by name
 * @param ports RTP ports that are bound
 * @param rooms in which voice is mixed now
 * @param connections TCP connections of SIP that are open
 * @param bans sources of SIP that are banned
 */
public record Sources(
        SignallingLoop loop,
        Supplier<SignallingReading> signalling,
        SipCounters sip,
        CountedRecords calls,
        RefusedCalls refused,
        LongSupplier wrongPins,
        LongSupplier corrections,
        AcdRing ring,
        Journal journal,
        MediaCounters media,
        QualityCounters quality,
        IntSupplier ports,
        IntSupplier rooms,
        IntSupplier connections,
        IntSupplier bans,
        Supplier<SortedMap<String, Long>> records) {}
