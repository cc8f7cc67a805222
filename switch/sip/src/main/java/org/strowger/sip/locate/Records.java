package org.strowger.sip.locate;

import java.io.IOException;
import java.util.List;
import org.xbill.DNS.Record;

/** What name servers know. Waits for them. */
interface Records {

    /**
     * All records of a kind.
     *
     * @param name fully qualified, with or without the last dot
     * @param kind the class that holds them
     * @return empty when there is no such name, or none of the kind
     * @throws IOException when no name server answers, or none can
     */
    <T extends Record> List<T> of(String name, int type, Class<T> kind) throws IOException;
}
