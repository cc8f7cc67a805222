package org.strowger.sip.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;

/** The document of the dialog event package (RFC 4235, section 4), always with the full state. */
public final class DialogInfo {

    /** Its media type. */
    public static final String TYPE = "application/dialog-info+xml";

    private DialogInfo() {}

    /**
     * Writes it.
     *
     * @param version of the document in its subscription: one more each time
     * @param entity whose dialogs these are, a URI
     * @param named of which dialogs it is told what they are found by
     */
    public static byte[] of(
            long version,
            String entity,
            Collection<PhoneDialog> dialogs,
            Predicate<PhoneDialog> named) {
        var xml = new StringBuilder(200 + 200 * dialogs.size());
        xml.append(
                "<?xml version=\"1.0\"?>\n<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\"");
        xml.append(" version=\"").append(version).append("\" state=\"full\" entity=\"");
        xml.append(Xml.escaped(entity)).append("\">\n");
        for (var dialog : dialogs) {
            xml.append("<dialog id=\"").append(dialog.id());
            if (named.test(dialog)) {
                name(xml, dialog.name());
            }
            xml.append("\" direction=\"");
            xml.append(dialog.initiator() ? "initiator" : "recipient").append("\"><state>");
            xml.append(dialog.state().name().toLowerCase(Locale.ROOT));
            xml.append("</state></dialog>\n");
        }
        return xml.append("</dialog-info>\n").toString().getBytes(UTF_8);
    }

    /** As the phone sees it (section 4.1.1): its own tag is the local one. */
    private static void name(StringBuilder xml, DialogName name) {
        xml.append("\" call-id=\"").append(Xml.escaped(name.callId()));
        xml.append("\" local-tag=\"").append(Xml.escaped(name.theirs()));
        xml.append("\" remote-tag=\"").append(Xml.escaped(name.ours()));
    }
}
