package dev.tinyrig.nas.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.Converter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Entries as JSON on one line: architectures by key, bytes as hex, instants in ISO 8601, durations in seconds.
 *
 * <p>Fields that it does not know are skipped, so that older programs read newer logs.
 */
final class EntryJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .addModules(
                    asText(Architecture.class, Architecture::key, Architecture::ofKey),
                    asText(Bytes.class, Bytes::toHex, Bytes::ofHex))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Outcome.class, ByName.class)
            .build();

    private EntryJson() {}

    /** With the newline. */
    static byte[] write(Entry entry) {
        try {
            return (MAPPER.writerFor(Entry.class).writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry that JSON cannot express: " + entry, e);
        }
    }

    static Entry read(String line) throws JsonProcessingException {
        return MAPPER.readValue(line, Entry.class);
    }

    private static <T> SimpleModule asText(Class<T> type, Function<T, String> write, Function<String, T> read) {
        return new SimpleModule(type.getName())
                .addSerializer(type, new StdDelegatingSerializer(type, converter(type, String.class, write)))
                .addDeserializer(type, new StdDelegatingDeserializer<>(converter(String.class, type, read)));
    }

    private static <A, B> Converter<A, B> converter(Class<A> from, Class<B> to, Function<A, B> function) {
        return new Converter<>() {
            @Override
            public B convert(A value) {
                return function.apply(value);
            }

            @Override
            public JavaType getInputType(TypeFactory types) {
                return types.constructType(from);
            }

            @Override
            public JavaType getOutputType(TypeFactory types) {
                return types.constructType(to);
            }
        };
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Measured.class, name = "measured"),
        @JsonSubTypes.Type(value = Outcome.Rejected.class, name = "rejected"),
        @JsonSubTypes.Type(value = Outcome.Crashed.class, name = "crashed"),
        @JsonSubTypes.Type(value = Outcome.Unjudged.class, name = "unjudged")
    })
    private interface ByName {
        /** Written for people and other programs; read back, it follows from the kind. */
        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        Optional<ErrorClass> errorClass();
    }
}
