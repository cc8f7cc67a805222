package org.strowger.media.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.strowger.media.dtls.DtlsHandshake;
import org.strowger.media.dtls.DtlsHandshakes;
import org.strowger.media.dtls.DtlsTerms;
import org.strowger.media.srtp.SrtpKeys;

/** What a browser has of a call's voice: one socket for checks, a handshake and SRTP. */
final class Browser implements AutoCloseable, DtlsHandshake.Owner {

    private final InetSocketAddress there;
    private final DtlsHandshakes handshakes;
    private final DtlsTerms terms;
    private final DatagramSocket socket;
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<byte[]> voice = new CopyOnWriteArrayList<>();
    private volatile @Nullable DtlsHandshake handshake;
    private volatile @Nullable SrtpKeys keys;

    Browser(InetSocketAddress there, DtlsHandshakes handshakes, DtlsTerms terms) {
        this.there = there;
        this.handshakes = handshakes;
        this.terms = terms;
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var ear = new Thread(this::listen, "browser");
        ear.setDaemon(true);
        ear.start();
    }

    /** Begins; lost datagrams are sent again. */
    void shakeHands() {
        handshake = handshakes.begin(terms, this);
    }

    int answers() {
        return answers.get();
    }

    int refusals() {
        return refusals.get();
    }

    /** SRTP that came. */
    List<byte[]> voice() {
        return voice;
    }

    /** The same, once. */
    List<byte[]> takeVoice() {
        var came = List.copyOf(voice);
        voice.removeAll(came);
        return came;
    }

    @Nullable SrtpKeys keys() {
        return keys;
    }

    @Override
    public void send(byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, there));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void agreed(SrtpKeys agreed) {
        keys = agreed;
    }

    @Override
    public void failed(String problem) {
        throw new IllegalStateException(problem);
    }

    private void listen() {
        var datagram = new DatagramPacket(new byte[2_048], 2_048);
        while (!socket.isClosed()) {
            try {
                socket.receive(datagram);
            } catch (IOException _) {
                return; // closed
            }
            heard(Arrays.copyOf(datagram.getData(), datagram.getLength()));
        }
    }

    private void heard(byte[] datagram) {
        var shaking = handshake;
        if (datagram[0] == 1) {
            (datagram[1] == 1 ? answers : refusals).incrementAndGet();
        } else if (datagram[0] < 0) {
            voice.add(datagram);
        } else if (shaking != null) {
            shaking.received(datagram);
        }
    }

    @Override
    public void close() {
        if (handshake != null) {
            handshake.close();
        }
        socket.close();
    }
}
