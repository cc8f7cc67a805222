package org.strowger.harness.names;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A name server on 127.0.0.1, over UDP, for one zone, which may change at any time. */
public final class NameServer implements AutoCloseable {

    private static final int LARGEST = 4_096;

    private final DatagramSocket socket;
    private final AtomicInteger questions = new AtomicInteger();
    private volatile List<Record> zone = List.of();
    private volatile boolean broken;

    private NameServer(DatagramSocket socket) {
        this.socket = socket;
    }

    /** One on a free port that knows nothing yet. */
    public static NameServer start() {
        try {
            var server = new NameServer(new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1")));
            Thread.ofPlatform().name("name-server").daemon().start(server::run);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** What it knows from now on, as a zone file has it: full names, one record a line. */
    public void zone(String lines) {
        var records = new ArrayList<Record>();
        try (var master =
                new Master(new ByteArrayInputStream(lines.getBytes(US_ASCII)), Name.root)) {
            for (var record = master.nextRecord(); record != null; record = master.nextRecord()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        zone = List.copyOf(records);
    }

    /** From now on it can say nothing (SERVFAIL), or can again. */
    public void broken(boolean now) {
        broken = now;
    }

    /** Questions that came so far. */
    public int questions() {
        return questions.get();
    }

    private void run() {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                questions.incrementAndGet();
                var answer = answer(new Message(packet.getData())).toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private Message answer(Message query) {
        var question = query.getQuestion();
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        if (broken) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
            return answer;
        }
        boolean exists = false;
        for (var record : zone) {
            boolean named = record.getName().equals(question.getName());
            exists |= named;
            if (named && record.getType() == question.getType()) {
                answer.addRecord(record, Section.ANSWER);
            }
        }
        if (!exists) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
