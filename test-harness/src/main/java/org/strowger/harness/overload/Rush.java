package org.strowger.harness.overload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.strowger.harness.load.FileLimit;
import org.strowger.harness.process.ConfFolder;

/**
 * Callers of one number, all by one socket in one thread, who hang up as soon as they are answered.
 * Their INVITEs leave at the time they are due whatever becomes of the others, and once only; a BYE
 * is sent again until it is answered.
 */
public final class Rush implements AutoCloseable {

    /** A caller who is answered later has asked again by then (T1). */
    public static final Duration IN_TIME = Duration.ofMillis(500);

    private static final int BUFFER = 4 << 20;

    /** What the callers hear is thrown away by the kernel, without a word to the sender. */
    private static final int EAR = 4096;

    private static final int LONGEST_DATAGRAM = 65_535;
    private static final int MOST_CALLS = 24_000;
    private static final long AGAIN_NANOS = 500_000_000;
    private static final int MOST_BYES = 7;
    private static final long LAST_NANOS = 5_000_000_000L;

    /** Whose answer was lost on the way is not waited for: the others have theirs by then. */
    private static final long SILENCE_NANOS = 1_000_000_000;

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** How a call goes. */
    private enum State {
        NONE,
        CALLING,
        IN_TIME,
        LATE,
        OVER
    }

    /** A BYE that has no answer yet. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
    private record Bye(int call, byte[] tag, int times, long sentNanos) {}

    private final DatagramChannel channel;
    private final DatagramChannel ear;
    private final InetSocketAddress target;
    private final CallText invite;
    private final CallText ack;
    private final CallText ackOfRefusal;
    private final CallText bye;
    private final ByteBuffer in;
    private final Answer answer;
    private final Attendance attendance = new Attendance(this::attend);
    private final Queue<Bye> byes = new ArrayDeque<>();
    private final Map<Integer, byte[]> held = new LinkedHashMap<>();
    private State[] states = {};
    private long[] sentNanos = {};
    private int first;
    private int next = 1;
    private boolean holding;
    private long heardNanos;
    private long late;
    private long refused;
    private long failed;
    private long served;
    private long hungUp;
    private long lost;

    private Rush(
            DatagramChannel channel, DatagramChannel ear, InetSocketAddress target, String number)
            throws IOException {
        this.channel = channel;
        this.ear = ear;
        this.target = target;
        var local = (InetSocketAddress) channel.getLocalAddress();
        int rtpPort = ((InetSocketAddress) ear.getLocalAddress()).getPort();
        this.invite = CallText.invite(number, target, local, rtpPort);
        this.ack = CallText.following("ACK", 'a', number, target, local);
        this.ackOfRefusal = CallText.following("ACK", 'i', number, target, local);
        this.bye = CallText.following("BYE", 'b', number, target, local);
        var octets = new byte[LONGEST_DATAGRAM];
        this.in = ByteBuffer.wrap(octets);
        this.answer = new Answer(octets);
    }

    /**
     * Of a switch that has room for a rush: as many calls as it may open files for.
     *
     * @param net of loopback, for its RTP, as {@code 127.17.0.}
     */
    public static ConfFolder conf(String net) {
        return ConfFolder.create()
                .calls((int) Math.min(MOST_CALLS, FileLimit.calls(FileLimit.allowed())))
                .rtpAddresses(net, 4)
                .rtpPorts(20_000, 31_999);
    }

    /** Callers of that number at a switch on this machine. */
    public static Rush to(InetSocketAddress target, String number) throws IOException {
        var channel = socket(BUFFER);
        try {
            return new Rush(channel, socket(EAR), target, number);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static DatagramChannel socket(int receiveBuffer) throws IOException {
        var channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }

    /** Calls at a rate, and waits for what becomes of the last, as long as something comes. */
    public Tally call(double rate, Duration time) throws IOException {
        int calls = (int) Math.round(rate * time.toNanos() / 1e9);
        begin(calls);
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            attendance.until(start + (long) (i * 1e9 / rate));
            dial();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        heardNanos = System.nanoTime();
        attendance.whileMissing(() -> open() > 0 && !isSilent(), LAST_NANOS);
        return new Tally(
                rate,
                seconds,
                calls,
                served,
                late,
                refused,
                failed,
                count(State.CALLING),
                count(State.IN_TIME) + count(State.LATE));
    }

    /** Makes calls that stay. @return how many were answered */
    public int hold(double rate, int calls) throws IOException {
        holding = true;
        call(rate, Duration.ofNanos((long) (calls * 1e9 / rate)));
        holding = false;
        return held.size();
    }

    /** Of the held calls, how many the switch has hung up. */
    public long hungUp() throws IOException {
        attend();
        return hungUp;
    }

    /** Datagrams to these callers that the kernel threw away, as they did not read them in time. */
    public long unheard() throws IOException {
        return KernelDrops.of((InetSocketAddress) channel.getLocalAddress());
    }

    /** Ends the held calls. @return how many were there until then */
    public long release() throws IOException {
        begin(0);
        long there = held.size();
        for (var call : held.entrySet()) {
            hangUp(new Bye(call.getKey(), call.getValue(), 0, 0));
        }
        held.clear();
        attendance.whileMissing(() -> !byes.isEmpty(), LAST_NANOS);
        return there - byes.size() - lost;
    }

    private void begin(int calls) {
        first = next;
        states = new State[calls];
        sentNanos = new long[calls];
        byes.clear();
        late = 0;
        refused = 0;
        failed = 0;
        served = 0;
        lost = 0;
    }

    private void dial() throws IOException {
        int call = next++;
        states[call - first] = State.CALLING;
        sentNanos[call - first] = System.nanoTime();
        send(invite, invite.of(call));
    }

    private State state(int call) {
        int at = call - first;
        return at < 0 || at >= states.length || states[at] == null ? State.NONE : states[at];
    }

    private long count(State wanted) {
        return Arrays.stream(states).filter(wanted::equals).count();
    }

    private boolean isSilent() {
        return System.nanoTime() - heardNanos > SILENCE_NANOS;
    }

    /** Calls and BYEs that are waited for. */
    private long open() {
        return (next - first) - served - late - refused - failed - (holding ? held.size() : 0);
    }

    private void attend() throws IOException {
        while (channel.receive(in.clear()) != null) {
            heardNanos = System.nanoTime();
            if (answer.read(in.position())) {
                take();
            } else {
                hungUp++; // A request of the switch's can only be its BYE.
            }
        }
        while (!byes.isEmpty() && System.nanoTime() - byes.peek().sentNanos > AGAIN_NANOS) {
            hangUpAgain(byes.remove());
        }
    }

    private void take() throws IOException {
        int call = answer.call();
        if (answer.status() < OK) {
            return;
        }
        switch (answer.kind()) {
            case 'i' -> answered(call, answer.status());
            case 'b' -> over(call, answer.status() == OK);
            default -> failed++;
        }
    }

    private void answered(int call, int status) throws IOException {
        var tag = answer.tag();
        boolean yes = status == OK;
        send(yes ? ack : ackOfRefusal, (yes ? ack : ackOfRefusal).of(call, tag));
        if (state(call) != State.CALLING) {
            return; // A copy.
        }
        if (!yes) {
            states[call - first] = State.OVER;
            refused += status == UNAVAILABLE ? 1 : 0;
            failed += status == UNAVAILABLE ? 0 : 1;
            return;
        }
        boolean inTime = System.nanoTime() - sentNanos[call - first] <= IN_TIME.toNanos();
        states[call - first] = inTime ? State.IN_TIME : State.LATE;
        if (holding) {
            held.put(call, tag);
        } else {
            hangUp(new Bye(call, tag, 0, 0));
        }
    }

    /** The BYE is answered; with anything but a 200 the switch had lost the call. */
    private void over(int call, boolean known) {
        boolean waited = byes.removeIf(waiting -> waiting.call == call);
        var before = state(call);
        if (before == State.IN_TIME || before == State.LATE) {
            served += known && before == State.IN_TIME ? 1 : 0;
            late += known && before == State.LATE ? 1 : 0;
            failed += known ? 0 : 1;
            states[call - first] = State.OVER;
        } else if (waited && !known) {
            lost++;
        }
    }

    private void hangUpAgain(Bye sent) throws IOException {
        if (sent.times < MOST_BYES) {
            hangUp(sent);
        } else {
            lost++;
        }
    }

    private void hangUp(Bye sent) throws IOException {
        byes.add(new Bye(sent.call, sent.tag, sent.times + 1, System.nanoTime()));
        send(bye, bye.of(sent.call, sent.tag));
    }

    private void send(CallText text, int length) throws IOException {
        channel.send(ByteBuffer.wrap(text.octets(), 0, length), target);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        ear.close();
    }
}
