package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.strowger.media.RtpFormat;

/** What a {@link TieLine} can lead from or to: a leg, or a seat of a room. */
interface LineEnd {

    /** Whose thread it belongs to. */
    RtpLoop loop();

    /** From any thread: the other end of the line, which is heard here, has let go of it. */
    void hearsNoMore(Speaker line);

    /** From any thread: the other end of the line, which is spoken to here, has let go of it. */
    void speaksNoMoreTo(Hearer line);

    /** A packet by the line; it is released by the caller. */
    void onHandedOver(TieLine line, ByteBuf datagram, @Nullable RtpFormat spoken, boolean event);
}
