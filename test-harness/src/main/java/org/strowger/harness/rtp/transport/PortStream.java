package org.strowger.harness.rtp.transport;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.rtp.SoundCounter;
import org.strowger.harness.rtp.SoundSource;

/** A stream that somebody opened: a place on a port. */
final class PortStream implements SoundSource.Stream {

    private final RtpPort port;
    private final InetSocketAddress local;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    // The loop's own.
    private @Nullable Talk talk;
    private boolean heard;

    PortStream(RtpPort port, Runnable onClose) {
        this.port = port;
        this.local = port.local();
        this.onClose = onClose;
        port.loop().meter().count(SoundCounter.STREAMS);
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public void sendTo(InetSocketAddress remote) {
        if (!closed.get()) {
            port.loop().execute(() -> connect(remote));
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            port.loop().execute(this::disconnect);
            onClose.run();
        }
    }

    /** The first packet came. */
    void onHeard() {
        if (!heard) {
            heard = true;
            port.loop().meter().count(SoundCounter.HEARD);
        }
    }

    private void connect(InetSocketAddress remote) {
        if (talk != null && !talk.ended && talk.remote.equals(remote)) {
            return;
        }
        disconnect();
        talk = port.connect(this, remote);
    }

    private void disconnect() {
        if (talk != null) {
            port.end(talk);
            talk = null;
        }
    }
}
