/**
 * The door into a running switch: HTTP with JSON on loopback, behind a token that lies in the data
 * folder. Start at {@link org.strowger.control.ControlDoor}; what it may ask of the switch is
 * {@link org.strowger.control.SwitchDoor}.
 *
 * <p>It knows nothing of SIP, media or the distributor: it turns requests into calls of two
 * interfaces and their answers into JSON. Every request runs on a virtual thread of its own, so an
 * answer that takes its time holds up nobody else.
 */
@NullMarked
package org.strowger.control;

import org.jspecify.annotations.NullMarked;
