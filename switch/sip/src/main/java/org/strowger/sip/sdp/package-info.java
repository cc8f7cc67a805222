/** Session descriptions for audio, and offer and answer (RFC 8866, RFC 3264). */
@NullMarked
package org.strowger.sip.sdp;

import org.jspecify.annotations.NullMarked;
