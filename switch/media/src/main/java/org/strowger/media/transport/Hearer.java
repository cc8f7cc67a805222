package org.strowger.media.transport;

import io.netty.buffer.ByteBuf;
import org.strowger.media.Coding;
import org.strowger.media.RtpFormat;

/**
 * Who listens to what a leg's peer says. For the thread of that leg's loop, where each datagram is
 * looked at in {@code loop.in} and {@code loop.header}.
 */
interface Hearer {

    /** The speaker has received a packet; the datagram is released by the caller. */
    void onHeard(ByteBuf datagram, RtpFormat spoken, boolean event);

    /** The speaker's packet is not for this hearer, who shall not miss it. */
    void withhold(ByteBuf datagram);

    /** Whether keys are to stay what they are, if they come as tones. */
    boolean takesTones();

    /** Whether it takes voice of this coding as it is; all take G.711. */
    default boolean takes(Coding coding) {
        return coding == Coding.G711;
    }

    /** There is nothing more to be heard. */
    void silence();
}
