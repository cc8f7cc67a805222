/**
 * The part of ICE that an agent with a public address needs (ICE-lite, RFC 8445, section 2.5): it
 * answers the checks of its peer and makes none. Pure: octets come in and go out.
 *
 * <p>Start with {@link org.strowger.media.ice.BindingRequests}, which belongs to one media loop.
 */
@NullMarked
package org.strowger.media.ice;

import org.jspecify.annotations.NullMarked;
