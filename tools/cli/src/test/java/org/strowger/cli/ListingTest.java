package org.strowger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ListingTest {

    private static final String ROWS =
            """
            [{"id": "1", "name": "张三", "n": 12, "at": null},
             {"id": "22", "name": "a,\\"b\\"\\r\\nc", "n": 3, "at": "x"}]\
            """;

    private static String printed(Format format, String rows, String... columns) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new Listing(JsonMapper.shared().readTree(rows)).print(out, format, List.of(columns));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTableIsAlignedByWhatTheEyeSees() {
        assertEquals(
                """
                name      id  at
                张三      1   -
                a,"b"\uFFFD\uFFFDc  22  x
                """,
                printed(Format.TABLE, ROWS, "name", "id", "at"));
    }

    @Test
    void csvQuotesAsRfc4180Says() {
        assertEquals(
                "id,name,n,at\r\n1,张三,12,\r\n22,\"a,\"\"b\"\"\r\nc\",3,x\r\n",
                printed(Format.CSV, ROWS, "id", "name", "n", "at"));
    }

    @Test
    void jsonIsTheWholeArrayWhateverTheColumns() {
        var json = printed(Format.JSON, ROWS, "id");
        assertEquals(JsonMapper.shared().readTree(ROWS), JsonMapper.shared().readTree(json));
        assertEquals("[ ]", printed(Format.JSON, "[]", "id").strip());
    }

    @Test
    void anEmptyListHasItsHeading() {
        assertEquals("id  n\n", printed(Format.TABLE, "[]", "id", "n"));
        assertEquals("id,n\r\n", printed(Format.CSV, "[]", "id", "n"));
    }
}
