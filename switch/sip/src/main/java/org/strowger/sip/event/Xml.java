package org.strowger.sip.event;

/** Text in documents. */
final class Xml {

    private Xml() {}

    /** As it may stand in an element, and in an attribute in double quotes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
