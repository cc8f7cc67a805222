/**
 * The user agent core (RFC 3261, sections 8, 10 to 15): what call control sees as {@link
 * org.strowger.sip.Sip}.
 *
 * <p>Start with {@link org.strowger.sip.core.SipCore}: every message that came in enters by {@code
 * received}. A request of a dialog goes to its {@link org.strowger.sip.core.Leg}; a new one is
 * checked, its sender identified, and becomes a leg or a binding. What is refused before that is
 * refused without state (section 8.2.7), so that a flood of such requests holds no memory. The core
 * knows neither sockets nor calls. It belongs to the signalling thread.
 */
@NullMarked
package org.strowger.sip.core;

import org.jspecify.annotations.NullMarked;
