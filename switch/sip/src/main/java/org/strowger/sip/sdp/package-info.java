/**
 * Session descriptions for audio, and offer and answer (RFC 8866, RFC 3264).
 *
 * <p>Start at {@link org.strowger.sip.sdp.SessionDescriptions}. What the peer says becomes a {@link
 * org.strowger.sip.sdp.RemoteSession}, what we say is written by the dialog's {@link
 * org.strowger.sip.sdp.SdpWriter}; between the two there is only {@link
 * org.strowger.sip.sdp.AudioDescription}. The reader is our own: it looks at one audio stream with
 * literal addresses and resolves no name.
 *
 * <p>Knows no SIP and no socket. Everything but the writer is immutable; the writer belongs to the
 * thread of its dialog.
 */
@NullMarked
package org.strowger.sip.sdp;

import org.jspecify.annotations.NullMarked;
