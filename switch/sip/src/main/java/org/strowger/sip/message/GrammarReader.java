package org.strowger.sip.message;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.ReferTo;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.header.ims.PathList;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message, line by line. RI and the index must say the same: dispatch goes by the index,
 * decisions by RI.
 */
final class GrammarReader {

    private final SipIndex index;
    private final LineMemory<SIPHeader> memory;
    private final List<Contact> contacts = new ArrayList<>(1);
    private final List<AddressImpl> recordRoutes = new ArrayList<>(0);
    private final List<AddressImpl> path = new ArrayList<>(0);
    private @Nullable GenericURI requestUri;
    private @Nullable AddressImpl from;
    private @Nullable AddressImpl to;
    private @Nullable AddressImpl referTo;
    private int vias;

    GrammarReader(SipIndex index, LineMemory<SIPHeader> memory) {
        this.index = index;
        this.memory = memory;
    }

    void requestLine(RequestLine line) throws ParseException {
        var uri = line.getUri();
        same(index.isMethod(line.getMethod()) && sameUri(uri));
        requestUri = uri;
    }

    /** RI sets brackets about an IPv6 address that came without (RFC 5118, section 4.2). */
    private boolean sameUri(GenericURI uri) {
        boolean bracketed = uri instanceof SipUri sip && sip.getHost().startsWith("[");
        return !bracketed || index.requestUri().contains("[");
    }

    Grammar read() throws ParseException {
        for (int line = 0; line < index.headerCount(); line++) {
            var header = Deciding.of(index, line);
            if (header != null) {
                read(header, line);
            }
        }
        return new Grammar(
                requestUri,
                Objects.requireNonNull(from),
                Objects.requireNonNull(to),
                contacts,
                recordRoutes,
                path,
                referTo,
                vias);
    }

    private void read(Deciding header, int line) throws ParseException {
        switch (header) {
            case VIA -> via(line);
            case FROM -> from = address(header, line, index.fromTag());
            case TO -> to = address(header, line, index.toTag());
            case CSEQ -> cseq(line);
            case REFER_TO -> referTo(line);
            default -> take(read(header, index.line(line, index.valueEnd(line))));
        }
    }

    private SIPHeader read(Deciding header, String text) throws ParseException {
        return header.repeats() ? memory.of(text, header::read) : header.read(text);
    }

    private void via(int line) throws ParseException {
        if (Usual.isVia(index.octets(), index.valueStart(line), index.valueEnd(line))) {
            vias++;
            return;
        }
        var text = index.line(line, index.valueEnd(line));
        if (text.indexOf('(') >= 0 && text.indexOf('\\') >= 0) {
            throw new ParseException("RI reads a comment that ends so for ever", 0);
        }
        var entries = (ViaList) read(Deciding.VIA, text);
        if (vias == 0) {
            var branch = Objects.requireNonNullElse(entries.get(0).getBranch(), "");
            same(branch.equals(index.branch()));
        }
        vias += entries.size();
    }

    /** A tag is new each time, what is before it is not. */
    private AddressImpl address(Deciding header, int line, String tag) throws ParseException {
        int end = Usual.beforeTag(index.octets(), index.valueStart(line), index.valueEnd(line));
        var read =
                (AddressParametersHeader)
                        (end < 0
                                ? header.read(index.line(line, index.valueEnd(line)))
                                : read(header, index.line(line, end)));
        if (end < 0) {
            same(Objects.requireNonNullElse(read.getParameter("tag"), "").equals(tag));
        }
        return (AddressImpl) read.getAddress();
    }

    private void cseq(int line) throws ParseException {
        if (!Usual.isCSeq(index.octets(), index.valueStart(line), index.valueEnd(line))) {
            var cseq = (CSeq) read(Deciding.CSEQ, index.line(line, index.valueEnd(line)));
            same(cseq.getSeqNumber() == index.cseq());
            same(cseq.getMethod().equals(index.cseqMethod()));
        }
    }

    private void referTo(int line) {
        if (referTo != null) {
            return;
        }
        try {
            var text = index.line(line, index.valueEnd(line));
            referTo = (AddressImpl) ((ReferTo) read(Deciding.REFER_TO, text)).getAddress();
        } catch (ParseException _) {
            // Who wants it sees that it is not there. What RI does not declare ends the reading.
        }
    }

    private void take(SIPHeader header) {
        switch (header) {
            case ContactList list -> contacts.addAll(list.getHeaderList());
            case RecordRouteList list -> addresses(list, recordRoutes);
            case PathList list -> addresses(list, path);
            default -> {} // That it can be read is enough.
        }
    }

    private static void addresses(
            SIPHeaderList<? extends AddressParametersHeader> list, List<AddressImpl> into) {
        for (var entry : list.getHeaderList()) {
            into.add((AddressImpl) entry.getAddress());
        }
    }

    private static void same(boolean said) throws ParseException {
        if (!said) {
            throw new ParseException("RI and the index disagree", 0);
        }
    }
}
