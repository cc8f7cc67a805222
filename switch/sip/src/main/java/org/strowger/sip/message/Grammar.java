package org.strowger.sip.message;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.Contact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What RI has read of a message, as far as anything is decided by it. RI's objects may be shared
 * with other messages that have the same lines: nobody changes them.
 *
 * @param requestUri null in a response
 * @param contacts of all lines, in their order
 * @param recordRoutes of all lines, in their order
 * @param path of all lines, in their order
 * @param referTo the first; null when there is none that can be read
 * @param vias how many entries all Via lines have
 */
public record Grammar(
        @Nullable GenericURI requestUri,
        AddressImpl from,
        AddressImpl to,
        List<Contact> contacts,
        List<AddressImpl> recordRoutes,
        List<AddressImpl> path,
        @Nullable AddressImpl referTo,
        int vias) {}
