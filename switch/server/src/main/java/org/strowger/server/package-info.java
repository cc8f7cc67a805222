/**
 * The process: configuration, wiring, start and stop.
 *
 * <p>Start at {@link org.strowger.server.Main}, then {@link org.strowger.server.Switch}. Nothing of
 * a call is decided here. The main thread starts and stops; the door's questions come on virtual
 * threads and are answered by the signalling thread and the distributor.
 */
@NullMarked
package org.strowger.server;

import org.jspecify.annotations.NullMarked;
