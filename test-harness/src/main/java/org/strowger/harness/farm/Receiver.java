package org.strowger.harness.farm;

import java.net.InetSocketAddress;
import org.strowger.harness.phone.SipText;

/** Takes what comes in, on the farm's own thread. */
interface Receiver {

    void received(int socket, SipText message, InetSocketAddress source);
}
