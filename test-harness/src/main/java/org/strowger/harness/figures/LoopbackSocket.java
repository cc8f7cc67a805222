package org.strowger.harness.figures;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;

/**
 * A UDP socket at 127.0.0.1 that never waits, by the C library: those of Java make garbage of each
 * sender's address, and the collector would stop who is measured in the same JVM. Linux only. One
 * thread may receive while another one sends.
 */
final class LoopbackSocket implements AutoCloseable {

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int MSG_DONTWAIT = 0x40;

    /** struct sockaddr_in: family, port and address in network order, eight octets of nothing. */
    private static final int SOCKADDR = 16;

    private static final int PORT_AT = 2;
    private static final int HOST_AT = 4;
    private static final int LOOPBACK = 0x7f00_0001;
    private static final ValueLayout.OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt HOST = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

    private static final MethodHandle RECV =
            function(
                    "recv",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SENDTO =
            function(
                    "sendto",
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

    private final int descriptor;
    private final InetSocketAddress address;
    private final MemorySegment target = Arena.ofAuto().allocate(SOCKADDR, Integer.BYTES);

    private LoopbackSocket(int descriptor, InetSocketAddress address) {
        this.descriptor = descriptor;
        this.address = address;
        target.set(JAVA_SHORT, 0, (short) AF_INET);
        target.set(HOST, HOST_AT, LOOPBACK);
    }

    /**
     * At a port that is free.
     *
     * @param buffer octets that the kernel may keep until they are received
     */
    static LoopbackSocket open(int buffer) throws IOException {
        int descriptor = (int) call("socket", AF_INET, SOCK_DGRAM, 0);
        if (descriptor < 0) {
            throw new IOException("no socket");
        }
        try (var arena = Arena.ofConfined()) {
            var octets = arena.allocateFrom(JAVA_INT, buffer);
            var at = arena.allocate(SOCKADDR, Integer.BYTES);
            at.set(JAVA_SHORT, 0, (short) AF_INET);
            at.set(HOST, HOST_AT, LOOPBACK);
            var length = arena.allocateFrom(JAVA_INT, SOCKADDR);
            if (call("setsockopt", descriptor, SOL_SOCKET, SO_RCVBUF, octets, Integer.BYTES) != 0
                    || call("bind", descriptor, at, SOCKADDR) != 0
                    || call("getsockname", descriptor, at, length) != 0) {
                var _ = call("close", descriptor);
                throw new IOException("no socket at 127.0.0.1");
            }
            int port = Short.toUnsignedInt(at.get(PORT, PORT_AT));
            return new LoopbackSocket(
                    descriptor, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /**
     * Takes one that is there.
     *
     * @return its octets; negative when there is none
     */
    int receive(MemorySegment into) {
        try {
            return (int) (long) RECV.invokeExact(descriptor, into, into.byteSize(), MSG_DONTWAIT);
        } catch (Throwable e) { // As a method handle declares; the function throws nothing.
            throw new IllegalStateException("recv", e);
        }
    }

    /** False when the kernel does not take it. */
    boolean send(MemorySegment packet, int port) {
        target.set(PORT, PORT_AT, (short) port);
        try {
            long sent =
                    (long)
                            SENDTO.invokeExact(
                                    descriptor,
                                    packet,
                                    packet.byteSize(),
                                    MSG_DONTWAIT,
                                    target,
                                    SOCKADDR);
            return sent == packet.byteSize();
        } catch (Throwable e) { // As a method handle declares; the function throws nothing.
            throw new IllegalStateException("sendto", e);
        }
    }

    @Override
    public void close() {
        var _ = call("close", descriptor);
    }

    /** A function that takes numbers and structures, and returns a number. */
    private static long call(String name, Object... arguments) {
        var layouts = new ValueLayout[arguments.length];
        for (int i = 0; i < layouts.length; i++) {
            layouts[i] = arguments[i] instanceof MemorySegment ? ADDRESS : JAVA_INT;
        }
        try {
            return (int)
                    function(name, FunctionDescriptor.of(JAVA_INT, layouts))
                            .invokeWithArguments(arguments);
        } catch (Throwable e) { // As a method handle declares; the function throws nothing.
            throw new IllegalStateException(name, e);
        }
    }

    @SuppressWarnings("restricted") // They take numbers, and structures that are large enough.
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
