package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaLeg;
import org.strowger.media.OutgoingStream;
import org.strowger.media.PlayerChange;
import org.strowger.media.Playing;
import org.strowger.media.RtpFormat;
import org.strowger.media.VoiceTap;
import org.strowger.media.srtp.Encryption;

/**
 * One leg: its socket from bind to close, and the commands. What it sends is {@link LegSender}'s,
 * what it receives {@link LegReceiver}'s.
 */
final class RtpLeg implements MediaLeg, LineEnd {

    private static final Logger log = LoggerFactory.getLogger(RtpLeg.class);

    private final RtpLoop loop;
    private final StandardProtocolFamily family;
    private final LegNews news;
    private final OutgoingStream stream;
    private final LegStatistics statistics;
    private final LegMonitor monitor;
    private final LegReceiver receiver;
    private @Nullable LegSender sender; // while the socket is open
    private @Nullable LegOutlet outlet;
    private @Nullable RtpSocket socket;
    private boolean closing;
    private boolean closed;

    RtpLeg(RtpLoop loop, StandardProtocolFamily family, MediaEvents events, OutgoingStream stream) {
        this.loop = loop;
        this.family = family;
        this.news = new LegNews(events);
        this.stream = stream;
        this.statistics = new LegStatistics(loop.shared.counters());
        this.monitor = new LegMonitor(this, loop, stream, statistics);
        this.receiver = new LegReceiver(this, loop, statistics, monitor, ~stream.ssrc());
    }

    @Override
    public RtpLoop loop() {
        return loop;
    }

    // Commands, from any thread.

    /** The first command. */
    void open() {
        if (!loop.execute(this::openNow)) {
            news.failed("the media engine is closed");
        }
    }

    @Override
    public void connect(RtpFormat format, InetSocketAddress remote, boolean sending) {
        command(to -> {
            var target = receiver.connect(format, remote);
            to.connect(format, sending ? target : null);
            monitor.connect(format, remote);
        });
    }

    @Override
    public void answered() {
        command(_ -> monitor.answered());
    }

    @Override
    public void tellQuiet(long micros) {
        command(_ -> monitor.tellQuiet(micros));
    }

    @Override
    public void encrypt(@Nullable Encryption how) {
        command(_ -> receiver.encrypt(how));
    }

    @Override
    public void play(int generation, List<String> prompts, Playing how) {
        var ids = List.copyOf(prompts);
        command(to -> to.play(generation, ids, how));
    }

    @Override
    public void change(PlayerChange change) {
        command(to -> to.change(change));
    }

    @Override
    public void music() {
        command(LegSender::music);
    }

    @Override
    public void tone(String id) {
        command(to -> to.tone(id));
    }

    @Override
    public void echo() {
        command(to -> join(receiver, to));
    }

    @Override
    public void silence() {
        command(LegSender::silence);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the other is no leg of such an engine
     */
    @Override
    public void bridge(MediaLeg other) {
        if (!(other instanceof RtpLeg peer)) {
            throw new IllegalArgumentException("only legs with sockets can be bridged");
        }
        if (peer.loop.equals(loop)) {
            command(to -> bridgeNow(to, peer));
        } else {
            var there = new TieLine(this, peer);
            var back = new TieLine(peer, this);
            link(there, back);
            peer.link(back, there);
        }
    }

    /** This leg's ends of two lines, or of one that is not needed. */
    void link(Hearer out, Speaker in) {
        command(to -> {
            to.hear(in);
            receiver.speakTo(out);
        });
    }

    @Override
    public void hearsNoMore(Speaker line) {
        command(to -> to.silence(line));
    }

    @Override
    public void speaksNoMoreTo(Hearer line) {
        command(_ -> receiver.unheardBy(line));
    }

    @Override
    public void withhold(String keys) {
        command(_ -> receiver.keys().withhold(keys));
    }

    @Override
    public void press(String keys) {
        command(_ -> receiver.press(keys));
    }

    @Override
    public void keyed(char key, int durationMillis) {
        command(_ -> receiver.keys().keyed(key, durationMillis));
    }

    @Override
    public void tap(@Nullable VoiceTap tap) {
        command(_ -> receiver.tap(tap));
    }

    @Override
    public void close() {
        execute(this::closeNow);
    }

    private void command(Consumer<LegSender> command) {
        execute(() -> {
            if (sender != null) {
                command.accept(sender);
            }
        });
    }

    private void execute(Runnable action) {
        // A loop that has stopped has closed all its legs: nothing is lost with the command.
        var _ = loop.execute(() -> guard(action));
    }

    /** Does something for this leg. If it goes wrong, this leg ends and no other. */
    void guard(Runnable action) {
        if (closed) {
            return;
        }
        try {
            action.run();
        } catch (Throwable e) {
            fail(e);
        }
    }

    // Opening and closing.

    private void openNow() {
        try {
            var sockets = loop.sockets(family);
            if (sockets == null) {
                refuse("no RTP address of " + family);
            } else {
                sockets.take(this);
            }
        } catch (Throwable e) {
            log.error("a media leg cannot be opened", e);
            if (!closed) {
                if (socket != null) {
                    socket.release();
                }
                refuse("internal error");
            }
        }
    }

    /** It has its socket. */
    void opened(RtpSocket taken) {
        socket = taken;
        var out = new LegOutlet(this, loop, taken.channel, statistics, monitor, cipher());
        outlet = out;
        sender = new LegSender(this, loop, taken.channel, stream, statistics, out);
        loop.opened(this);
        if (closing) {
            closeNow();
        } else {
            guard(() -> news.opened(taken.address()));
        }
    }

    /** It was asked to close, perhaps before it has a socket. */
    boolean isClosing() {
        return closing;
    }

    /** It gets no socket. */
    void refuse(String problem) {
        closed = true;
        loop.shared.counters().increment(Counter.LEGS_REFUSED);
        news.failed(problem);
    }

    /** A mistake of ours, or of what listens to us: this leg ends, the others go on. */
    void fail(Throwable cause) {
        if (!closed) {
            loop.shared.counters().increment(Counter.LEGS_FAILED);
            log.error("the media leg at {} ends", place(), cause);
            closeNow();
        }
    }

    /** Gives the socket back; possible at any time. */
    void closeNow() {
        closing = true;
        var taken = socket;
        if (closed || taken == null) {
            return;
        }
        closed = true;
        stop();
        taken.release();
        loop.closed(this);
        news.closed(place(), monitor.last());
    }

    /** Whatever goes wrong here, the port must be given back and the end be told. */
    private void stop() {
        var last = sender;
        if (last != null) {
            cleanly(last::silence);
        }
        cleanly(receiver::close);
        cleanly(monitor::close); // Says goodbye by the sender.
        sender = null;
        outlet = null;
    }

    private void cleanly(Runnable end) {
        try {
            end.run();
        } catch (Throwable e) {
            loop.shared.counters().increment(Counter.LEGS_FAILED);
            log.error("the media leg at {} does not end cleanly", place(), e);
        }
    }

    private String place() {
        return socket == null ? "no port" : socket.address().toString();
    }

    // What the commands do, on the loop.

    private void bridgeNow(LegSender to, RtpLeg peer) {
        if (peer.sender == null) {
            to.silence(); // it has just closed, and we shall hear of it
        } else {
            join(peer.receiver, to);
            join(receiver, peer.sender);
        }
    }

    private static void join(LegReceiver speaker, LegSender hearer) {
        hearer.hear(speaker);
        speaker.speakTo(hearer);
    }

    // What happens, on the loop.

    /** What call control is told of it. */
    LegNews news() {
        return news;
    }

    void onDatagram(ByteBuf datagram, InetSocketAddress from) {
        if (closed) {
            return;
        }
        try {
            receiver.onDatagram(datagram, from);
        } catch (Throwable e) {
            fail(e);
        }
    }

    @Override
    public void onHandedOver(
            TieLine line, ByteBuf datagram, @Nullable RtpFormat spoken, boolean event) {
        var to = sender;
        if (to == null) {
            line.unheard(); // this leg was closed before it was linked
            return;
        }
        try {
            to.onHandedOver(line, datagram, spoken, event);
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** The peer was heard from another address than before. */
    void retarget(InetSocketAddress from) {
        if (sender != null) {
            sender.retarget(from);
        }
    }

    /** Whether the peer has been sent this key as a tone, and may send it back. */
    boolean echoes(char key) {
        return sender != null && sender.echoes(key);
    }

    /** Where voice came from; null until then. */
    @Nullable InetSocketAddress heardFrom() {
        return receiver.heardFrom();
    }

    /** What stands between its sockets and everything else. */
    LegCipher cipher() {
        return receiver.cipher();
    }

    /** A second port, for RTCP alone. */
    void openAbove(RtcpPort door) {
        if (socket != null) {
            socket.openAbove(door);
        }
    }

    /** The loop's RTCP packet goes to where the peer was heard from, if it was. */
    void sendRtcp() {
        var to = receiver.heardFrom();
        if (outlet != null && to != null) {
            outlet.sendRtcp(to);
        }
    }

    /** The socket did not take or give a packet. */
    void onSocketTrouble() {
        loop.shared.counters().increment(Counter.SEND_FAILURES);
        if (socket != null && !socket.channel.isOpen()) {
            closeNow(); // it has gone, and nobody else has noticed
        }
    }
}
