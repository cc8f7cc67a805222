/**
 * RTCP as it goes over the wire (RFC 3550, section 6): reports, the name of a source and its
 * goodbye, and when reports are due. Pure: octets and times come in and go out.
 *
 * <p>Start with {@link org.strowger.media.rtcp.RtcpReader} and {@link
 * org.strowger.media.rtcp.RtcpWriter}. Nothing here knows legs or sockets. A reader and a writer
 * belong to one media loop, a schedule to one leg of it; everything else is safe anywhere.
 */
@NullMarked
package org.strowger.media.rtcp;

import org.jspecify.annotations.NullMarked;
