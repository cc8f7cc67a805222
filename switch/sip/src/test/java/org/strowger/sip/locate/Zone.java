package org.strowger.sip.locate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Records as a zone file has them, one a line. */
final class Zone implements Records {

    private final List<Record> all = new ArrayList<>();
    boolean broken;

    /** Whether every name is said not to exist. */
    boolean gone;

    /** A name that nobody can say anything of; empty for none. */
    String lame = "";

    Zone(String lines) {
        try (var master =
                new Master(new ByteArrayInputStream(lines.getBytes(US_ASCII)), Name.root, 300)) {
            for (var record = master.nextRecord(); record != null; record = master.nextRecord()) {
                all.add(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Record> of(Name name, int type) {
        return all.stream()
                .filter(record -> record.getName().equals(name) && record.getType() == type)
                .filter(record -> record.getDClass() == DClass.IN)
                .toList();
    }

    @Override
    public <T extends Record> List<T> of(String name, int type, Class<T> kind) throws IOException {
        if (broken || name.equals(lame)) {
            throw new IOException("the zone is out of order, on purpose: " + Type.string(type));
        }
        var found = gone ? List.<Record>of() : of(Name.fromString(name, Name.root), type);
        return found.stream().map(kind::cast).toList();
    }
}
