package org.strowger.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * How many datagrams are read when there are some: batch after batch while each is full, and no
 * more than a number. A second look after a batch that was not full would find nothing.
 *
 * @param octets of a batch's buffer
 * @param batch datagrams of a full one
 * @param most in all
 */
record FullBatches(int octets, int batch, int most) implements RecvByteBufAllocator {

    @Override
    @SuppressWarnings("deprecation") // That of the interface.
    public Handle newHandle() {
        return new Reading();
    }

    private final class Reading implements ExtendedHandle {
        private int read;
        private int inBatch;
        private int lastOctets;
        private int attempted;

        @Override
        public ByteBuf allocate(ByteBufAllocator alloc) {
            inBatch = 0;
            return alloc.ioBuffer(octets);
        }

        @Override
        public int guess() {
            return octets;
        }

        @Override
        public void reset(ChannelConfig config) {
            read = 0;
        }

        @Override
        public void incMessagesRead(int messages) {
            read += messages;
            inBatch += messages;
        }

        @Override
        public void lastBytesRead(int bytes) {
            lastOctets = bytes;
        }

        @Override
        public int lastBytesRead() {
            return lastOctets;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return inBatch == batch && read < most;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreDataSupplier) {
            return continueReading();
        }

        @Override
        public void readComplete() {} // What counts is set anew before the next batch.
    }
}
