package org.strowger.records;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.strowger.base.CallId;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as JSON, for the spool and for calls that are still open: {@code
 * {"event":"started","call":"1-2-3","atMicros":...}}. A property that a later version added is
 * ignored. For the spool they are written by {@link EventJson}.
 */
final class EventCodec {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addMixIn(CallEvent.class, Named.class)
                    .addMixIn(CallId.class, Bare.class)
                    .changeDefaultPropertyInclusion(
                            included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private static final ObjectReader READER = MAPPER.readerFor(CallEvent.class);
    private static final ObjectWriter LIST_WRITER =
            MAPPER.writerFor(
                    MAPPER.getTypeFactory().constructCollectionType(List.class, CallEvent.class));
    private static final ObjectReader LIST_READER = MAPPER.readerForListOf(CallEvent.class);

    private EventCodec() {}

    /** Throws a RuntimeException when the octets are no event. */
    static CallEvent decode(ByteBuffer json) {
        CallEvent event =
                READER.readValue(
                        json.array(), json.arrayOffset() + json.position(), json.remaining());
        if (event.call() == null || event.call().value() == null) {
            throw new IllegalArgumentException("an event without a call");
        }
        return event;
    }

    static String encodeAll(List<CallEvent> events) {
        return new String(LIST_WRITER.writeValueAsBytes(events), StandardCharsets.UTF_8);
    }

    static List<CallEvent> decodeAll(String json) {
        return LIST_READER.readValue(json);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = CallEvent.Started.class, name = "started"),
        @JsonSubTypes.Type(value = CallEvent.Answered.class, name = "answered"),
        @JsonSubTypes.Type(value = CallEvent.Queued.class, name = "queued"),
        @JsonSubTypes.Type(value = CallEvent.LeftQueue.class, name = "left-queue"),
        @JsonSubTypes.Type(value = CallEvent.AgentAnswered.class, name = "agent-answered"),
        @JsonSubTypes.Type(value = CallEvent.Recorded.class, name = "recorded"),
        @JsonSubTypes.Type(value = CallEvent.Supervised.class, name = "supervised"),
        @JsonSubTypes.Type(value = CallEvent.Disposed.class, name = "disposed"),
        @JsonSubTypes.Type(value = CallEvent.Ended.class, name = "ended")
    })
    private interface Named {}

    private abstract static class Bare {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Bare(@SuppressWarnings("unused") String value) {}

        @JsonValue
        abstract String value();
    }
}
