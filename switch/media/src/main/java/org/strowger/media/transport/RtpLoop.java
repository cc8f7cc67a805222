package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.Clock;
import org.strowger.media.Coding;
import org.strowger.media.MediaCounters;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaRules;
import org.strowger.media.PacingGrid;
import org.strowger.media.Prompt;
import org.strowger.media.Prompts;
import org.strowger.media.QualityCounters;
import org.strowger.media.RtpHeader;
import org.strowger.media.codec.VoiceDecoder;
import org.strowger.media.codec.VoiceEncoder;
import org.strowger.media.dtls.DtlsHandshakes;
import org.strowger.media.ice.BindingRequests;
import org.strowger.media.rtcp.RtcpReader;
import org.strowger.media.rtcp.RtcpWriter;
import org.strowger.media.srtp.SrtpSender;

/**
 * What the legs of one loop share. All but {@link #execute} and {@link #handOver} is for the loop's
 * own thread.
 */
final class RtpLoop {

    /**
     * What all loops share.
     *
     * @param secret of which the canonical names are made
     * @param dtls who runs handshakes; null for nobody
     */
    record Shared(
            Prompts prompts,
            Clock clock,
            MediaCounters counters,
            QualityCounters quality,
            MediaRules rules,
            AtomicInteger portsInUse,
            RtpSockets.Limits limits,
            long originMicros,
            long secret,
            AtomicReference<@Nullable DtlsHandshakes> dtls) {}

    private static final Logger log = LoggerFactory.getLogger(RtpLoop.class);

    /** Octets of the longest datagram that is taken whole. */
    static final int LONGEST_DATAGRAM = 2_047;

    // One datagram a read: a socket gets one every 20 ms, a second look would be a system call for
    // nothing. The octet more shows that a datagram was cut off.
    private static final FixedRecvByteBufAllocator ONE_DATAGRAM = oneDatagram();
    private static final WriteBufferWaterMark SHORT_QUEUE = new WriteBufferWaterMark(4_096, 8_192);

    /** The datagram that is looked at now. */
    final byte[] in = new byte[LONGEST_DATAGRAM];

    /** Its header. */
    final RtpHeader header = new RtpHeader();

    /** The packet that is made now. */
    final byte[] out = new byte[RtpHeader.LENGTH + VoiceEncoder.MOST_OCTETS];

    /** Voice on its way from one coding into another. */
    final short[] samples = new short[VoiceDecoder.MOST_SAMPLES];

    /** The connectivity check that is looked at now. */
    final BindingRequests checks = new BindingRequests();

    /** The packet that is encrypted now. */
    final byte[] sealed = new byte[LONGEST_DATAGRAM + SrtpSender.GROWTH];

    /** The RTCP packet that is looked at now. */
    final RtcpReader rtcpIn = new RtcpReader();

    /** The RTCP packet that is made now. */
    final RtcpWriter rtcpOut = new RtcpWriter();

    final Shared shared;
    final Pacer pacer;
    final Rounds rounds;
    final SplittableRandom chance;

    private final EventLoop eventLoop;
    private final Handover commands;
    private final Handover voice; // waits for nobody's soon
    private final Io io;
    private final Map<StandardProtocolFamily, RtpSockets> sockets =
            new EnumMap<>(StandardProtocolFamily.class);
    private final Set<RtpLeg> legs = new LinkedHashSet<>();
    private final Map<Coding, SharedMusic> music = new EnumMap<>(Coding.class);

    RtpLoop(
            EventLoop eventLoop,
            Executor soon,
            Io io,
            Map<StandardProtocolFamily, List<InetSocketAddress>> places,
            Shared shared,
            long seed) {
        this.eventLoop = eventLoop;
        this.commands = new Handover(eventLoop, soon);
        this.voice = new Handover(eventLoop, Runnable::run);
        this.io = io;
        this.shared = shared;
        places.forEach((family, ports) -> sockets.put(family, new RtpSockets(this, ports)));
        this.pacer = new Pacer(this, new PacingGrid(shared.originMicros));
        this.rounds = new Rounds(this);
        this.chance = new SplittableRandom(seed);
    }

    /**
     * From any thread.
     *
     * @return false when the loop has stopped for ever
     */
    boolean execute(Runnable command) {
        if (eventLoop.isShuttingDown()) {
            return false;
        }
        commands.execute(command);
        return true;
    }

    /** A packet from another loop's thread. */
    void handOver(Handover.Held packet) {
        voice.execute(packet);
    }

    ScheduledFuture<?> schedule(Runnable action, long delayMicros) {
        return eventLoop.schedule(action, Math.max(delayMicros, 0), TimeUnit.MICROSECONDS);
    }

    long nowMicros() {
        return shared.clock.nowMicros();
    }

    /** Those of these prompts that there are; the others are counted. */
    List<Prompt> prompts(List<String> ids) {
        var found = new ArrayList<Prompt>(ids.size());
        for (var id : ids) {
            var prompt = shared.prompts().find(id);
            if (prompt == null) {
                shared.counters().increment(Counter.PROMPTS_MISSING);
                log.debug("there is no prompt {}", id);
            } else {
                found.add(prompt);
            }
        }
        return found;
    }

    /** Music on hold in a coding. */
    SharedMusic music(Coding coding) {
        return music.computeIfAbsent(coding, each -> new SharedMusic(shared.prompts, each));
    }

    /** One that there is; null, and counted, when there is none. */
    @Nullable Prompt prompt(String id) {
        return prompts(List.of(id)).stream().findFirst().orElse(null);
    }

    /** A packet that another loop has looked at is looked at here, once more. */
    void lookAt(ByteBuf datagram) {
        int length = datagram.readableBytes();
        datagram.getBytes(datagram.readerIndex(), in, 0, length);
        if (!header.parse(in, length)) {
            throw new IllegalStateException("a packet has changed on its way between loops");
        }
    }

    /** Of an IP version; null where there is no address of it. */
    @Nullable RtpSockets sockets(StandardProtocolFamily family) {
        return sockets.get(family);
    }

    /** Closes one that rests, for another to be opened; false where none does. */
    boolean makeRoom() {
        for (var some : sockets.values()) {
            if (some.closeOldest()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes a socket and binds it.
     *
     * @throws io.netty.channel.ChannelException when there is no socket to be had
     */
    ChannelFuture bind(InetSocketAddress local, Function<Channel, ChannelHandler> end) {
        Channel channel = io.newChannel(local.getAddress());
        channel.config()
                .setAllocator(PooledByteBufAllocator.DEFAULT)
                .setRecvByteBufAllocator(ONE_DATAGRAM)
                .setWriteBufferWaterMark(SHORT_QUEUE);
        if (shared.rules.dscp() != 0) {
            channel.config().setOption(ChannelOption.IP_TOS, shared.rules.trafficClass());
        }
        channel.pipeline().addLast(end.apply(channel));
        var registered = eventLoop.register(channel);
        return registered.isSuccess() ? channel.bind(local) : registered;
    }

    void opened(RtpLeg leg) {
        legs.add(leg);
    }

    void closed(RtpLeg leg) {
        legs.remove(leg);
    }

    void closeAll() {
        List.copyOf(legs).forEach(RtpLeg::closeNow);
        sockets.values().forEach(RtpSockets::closeResting);
    }

    private static FixedRecvByteBufAllocator oneDatagram() {
        var allocator = new FixedRecvByteBufAllocator(LONGEST_DATAGRAM + 1);
        allocator.maxMessagesPerRead(1);
        return allocator;
    }
}
