package org.strowger.sip.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Locale;

/** The document of the registration event package (RFC 3680, section 5), with the full state. */
public final class RegInfo {

    /** Its media type. */
    public static final String TYPE = "application/reginfo+xml";

    /**
     * A contact that is registered.
     *
     * @param id unlike that of any other contact of this user
     * @param expires seconds that it has left
     * @param preference its q value in thousandths
     */
    public record Contact(String id, String uri, long expires, int preference) {}

    private RegInfo() {}

    /**
     * Writes it.
     *
     * @param version of the document in its subscription: one more each time
     * @param entity whose contacts these are, a URI
     */
    public static byte[] of(long version, String entity, Collection<Contact> contacts) {
        var xml = new StringBuilder(300 + 200 * contacts.size());
        xml.append("<?xml version=\"1.0\"?>\n<reginfo xmlns=\"urn:ietf:params:xml:ns:reginfo\"");
        xml.append(" version=\"").append(version).append("\" state=\"full\">\n");
        xml.append("<registration aor=\"")
                .append(Xml.escaped(entity))
                .append("\" id=\"r\" state=\"");
        xml.append(contacts.isEmpty() ? "terminated" : "active").append("\">\n");
        for (var contact : contacts) {
            xml.append("<contact id=\"").append(Xml.escaped(contact.id()));
            xml.append("\" state=\"active\" event=\"registered\" expires=\"");
            xml.append(contact.expires()).append("\" q=\"");
            xml.append(contact.preference() / 1_000).append('.');
            xml.append(String.format(Locale.ROOT, "%03d", contact.preference() % 1_000))
                    .append("\"><uri>");
            xml.append(Xml.escaped(contact.uri())).append("</uri></contact>\n");
        }
        return xml.append("</registration>\n</reginfo>\n").toString().getBytes(UTF_8);
    }
}
