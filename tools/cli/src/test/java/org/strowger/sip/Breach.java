package org.strowger.sip;

import com.lmax.disruptor.RingBuffer;
import io.javalin.Javalin;
import io.netty.buffer.ByteBuf;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaLeg;

/** A leaf that sees another one, and libraries that are not its own. */
final class Breach {

    static int state;

    @Nullable MediaLeg neighbour;
    @Nullable DataSource database;
    @Nullable RingBuffer<String> ring;
    @Nullable Javalin http;
    @Nullable ByteBuf netty;
}
