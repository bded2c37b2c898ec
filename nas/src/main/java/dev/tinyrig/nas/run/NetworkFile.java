package dev.tinyrig.nas.run;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.nas.run.RunException.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** An int8 network as a JSON file, weights in base 64. */
final class NetworkFile {
    private static final ObjectMapper MAPPER = mapper();

    private NetworkFile() {}

    static void write(Network network, Path file) {
        try {
            MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), network);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static Network read(Path file) {
        try {
            return MAPPER.readValue(file.toFile(), Network.class);
        } catch (IOException e) {
            throw new RunException(
                    Fault.DATA, "cannot read the network of the winner from %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static ObjectMapper mapper() {
        JsonMapper.Builder builder =
                JsonMapper.builder().addMixIn(Layer.class, ByName.class).addMixIn(Weights.class, ByFields.class);
        for (Class<?> layer : Layer.class.getPermittedSubclasses()) {
            builder.registerSubtypes(layer);
        }
        return builder.build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "operator")
    private interface ByName {}

    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    private abstract static class ByFields {
        @JsonCreator
        @SuppressWarnings("UnusedVariable")
        ByFields(
                @JsonProperty("values") byte[] values,
                @JsonProperty("scales") float[] scales,
                @JsonProperty("bias") int[] bias) {}
    }
}
