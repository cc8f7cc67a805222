/**
 * Who may register and where users are (RFC 3261, sections 10 and 22; RFC 7616, RFC 8760).
 *
 * <p>{@link org.strowger.sip.registrar.Digest} asks for passwords and checks the answers; {@link
 * org.strowger.sip.registrar.Registrar} keeps the contacts. Both take what they need as plain
 * values: neither knows a message, a transaction or a call. They belong to the signalling thread.
 */
@NullMarked
package org.strowger.sip.registrar;

import org.jspecify.annotations.NullMarked;
