package org.strowger.control;

import io.javalin.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Jackson 3 in the place where Javalin looks for Jackson 2. */
final class Json implements JsonMapper {

    static final tools.jackson.databind.json.JsonMapper MAPPER =
            tools.jackson.databind.json.JsonMapper.shared();

    @Override
    public String toJsonString(Object value, Type type) {
        return value instanceof String text ? text : MAPPER.writeValueAsString(value);
    }

    @Override
    public InputStream toJsonStream(Object value, Type type) {
        return new ByteArrayInputStream(toJsonString(value, type).getBytes(StandardCharsets.UTF_8));
    }

    /** An array, written as it comes: a year's records need not fit into memory twice. */
    @Override
    public void writeToOutputStream(Stream<?> values, OutputStream out) {
        try (var writer = MAPPER.writer().writeValuesAsArray(out)) {
            values.forEach(writer::write);
        }
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the reader went away", e);
        }
    }
}
