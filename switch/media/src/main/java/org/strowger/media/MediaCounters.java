package org.strowger.media;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What the media did since the start, over all legs. Written by every loop, read by anybody. */
public final class MediaCounters {

    /** One counter; the name is the metric's. */
    public enum Counter {
        /** RTP packets sent. */
        PACKETS_OUT("packetsOut"),
        /** RTP packets accepted. */
        PACKETS_IN("packetsIn"),
        /** Datagrams dropped because of where they came from. */
        STRANGERS("strangers"),
        /** Datagrams dropped because they are not RTP that was negotiated. */
        MALFORMED("malformed"),
        /** Packets of comfort noise, which nobody had negotiated. */
        COMFORT_NOISE("comfortNoise"),
        /** Datagrams dropped because they are not encrypted with the key that was agreed on. */
        SRTP_FORGED("srtpForged"),
        /** Encrypted packets dropped because they came before. */
        SRTP_REPEATED("srtpRepeated"),
        /** DTLS handshakes that came to nothing. */
        DTLS_FAILED("dtlsFailed"),
        /** DTLS handshakes not begun, as there were too many. */
        DTLS_REFUSED("dtlsRefused"),
        /** RTCP packets that came from peers. */
        RTCP("rtcp"),
        /** RTCP packets that are wrong somewhere, and so not believed. */
        RTCP_MALFORMED("rtcpMalformed"),
        /** RTCP packets not looked at, as one peer sent more than ten in a second. */
        RTCP_DROPPED("rtcpDropped"),
        /** RTCP packets sent. */
        RTCP_SENT("rtcpSent"),
        /** Times that a peer was told to have fallen silent. */
        SILENT_PEERS("silentPeers"),
        /** Peers that were sent no more voice, as nothing has ever come from their address. */
        UNHEARD_PEERS("unheardPeers"),
        /** Frames that were sent over 10 ms after their time. */
        LATE_FRAMES("lateFrames"),
        /** Frames of music and prompts given up, because the loop was too late for them. */
        SKIPPED_FRAMES("skippedFrames"),
        /** Packets that went on to a leg of another loop. */
        HANDED_OVER("handedOver"),
        /** Packets for a leg of another loop, which was too far behind to get them. */
        NOT_HANDED_OVER("notHandedOver"),
        /** Frames that rooms have mixed, one for each who is in a room. */
        VOICE_MIXED("voiceMixed"),
        /** Packets that came too late to be mixed, or belong to no stream that goes on. */
        VOICE_LATE("voiceLate"),
        /** Pieces of 10 ms that were made up for a room, as their packets were missing. */
        VOICE_CONCEALED("voiceConcealed"),
        /** Rooms that there was no room for. */
        ROOMS_REFUSED("roomsRefused"),
        /** Packets that a socket did not take, and failures to read from one. */
        SEND_FAILURES("sendFailures"),
        /** Event packets of a key that had been told before, or that the next has overtaken. */
        DUPLICATE_KEYS("duplicateKeys"),
        /** Keys not told, as one peer sent more than anybody presses. */
        KEYS_DROPPED("keysDropped"),
        /** Keys that were to be pressed for who listens to a leg, and were not in time. */
        KEYS_NOT_PRESSED("keysNotPressed"),
        /** Ports taken before they had rested in full. */
        PORTS_REUSED_EARLY("portsReusedEarly"),
        /** Ports that could not be bound: somebody else has them. */
        BIND_FAILURES("bindFailures"),
        /** Legs that got no port. */
        LEGS_REFUSED("legsRefused"),
        /** Legs that ended through a mistake of ours. */
        LEGS_FAILED("legsFailed"),
        /** Prompts asked for that are not there. */
        PROMPTS_MISSING("promptsMissing");

        private final String metric;

        Counter(String metric) {
            this.metric = metric;
        }
    }

    private final Map<Counter, LongAdder> adders = new EnumMap<>(Counter.class);

    /** All at zero. */
    public MediaCounters() {
        for (var counter : Counter.values()) {
            adders.put(counter, new LongAdder());
        }
    }

    /** Counts one. */
    public void increment(Counter counter) {
        add(counter, 1);
    }

    /** Counts {@code n}. */
    public void add(Counter counter, long n) {
        adder(counter).add(n);
    }

    /** The count now. */
    public long get(Counter counter) {
        return adder(counter).sum();
    }

    /** Every counter by its metric's name. */
    public SortedMap<String, Long> snapshot() {
        var all = new TreeMap<String, Long>();
        adders.forEach((counter, adder) -> all.put(counter.metric, adder.sum()));
        return Collections.unmodifiableSortedMap(all);
    }

    private LongAdder adder(Counter counter) {
        var adder = adders.get(counter);
        if (adder == null) {
            throw new IllegalStateException("no adder for " + counter);
        }
        return adder;
    }
}
