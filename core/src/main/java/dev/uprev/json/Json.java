package dev.uprev.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;

/**
 * The one JSON mapping. Instants and durations are ISO-8601 text, a path is the text it was made of, empty Optionals
 * are left out, a property that this version does not know is passed over (so that a file of a later version can be
 * read far enough to see its format number), and numbers are never made of text that only looks like one.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(paths())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.USE_DEFAULTS))
            .build();

    private Json() {}

    /** The shared mapper; thread-safe. Whoever needs other settings takes a copy or a reader or writer of it. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** The JSON of a value of ours; one that cannot be written is an error in this library. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", e);
        }
    }

    /**
     * The value that {@link #write} has written.
     *
     * @throws IllegalArgumentException when the text is something else
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is not the JSON of " + type.getSimpleName(), e);
        }
    }

    /** Jackson would make a file: URI of a path, which turns a relative one into an absolute one. */
    private static SimpleModule paths() {
        return new SimpleModule("paths")
                .addSerializer(Path.class, new ToStringSerializer(Path.class))
                .addDeserializer(Path.class, new FromStringDeserializer<Path>(Path.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected Path _deserialize(String value, DeserializationContext context) {
                        return Path.of(value);
                    }
                });
    }
}
