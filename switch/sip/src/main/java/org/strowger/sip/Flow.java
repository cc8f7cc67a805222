package org.strowger.sip;

import java.net.InetSocketAddress;

/**
 * The way a message came, which is also the way back.
 *
 * @param local the address of ours it came to
 * @param remote the packet's source; for a flow that we open, where it leads
 * @param connection number of a stream's connection, unique in this process; 0 for UDP, and for a
 *     flow over TCP or TLS that is yet to be opened
 */
public record Flow(
        Transport transport, InetSocketAddress local, InetSocketAddress remote, long connection) {

    /** What carries the messages, by the name that Via has for it. */
    public enum Transport {
        UDP,
        TCP,
        TLS,
        /** WebSocket (RFC 7118). */
        WS,
        /** WebSocket over TLS. */
        WSS;

        /** Whether it is a connection: reliable, and the way back to whom it came from. */
        public boolean isStream() {
            return this != UDP;
        }

        /** Whether connections of ours exist; to a browser none can be opened. */
        public boolean isOpenedByUs() {
            return this == TCP || this == TLS;
        }

        /** Whether only a browser is there. */
        public boolean isWeb() {
            return this == WS || this == WSS;
        }

        /** Whether nobody on the way can read it. */
        public boolean isEncrypted() {
            return this == TLS || this == WSS;
        }

        /** Where a URI without a port leads. */
        public int defaultPort() {
            return this == TLS ? 5061 : 5060;
        }

        /**
         * What a URI of ours says of it: {@code ;transport=tls}, empty for UDP. A secure WebSocket
         * is ws there, too (RFC 7118, section 5.2).
         */
        public String uriParameter() {
            return switch (this) {
                case UDP -> "";
                case TCP -> ";transport=tcp";
                case TLS -> ";transport=tls";
                case WS, WSS -> ";transport=ws";
            };
        }
    }
}
