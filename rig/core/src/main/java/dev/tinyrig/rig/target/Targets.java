package dev.tinyrig.rig.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/** The targets that TinyRig knows, each described by one YAML file beside this class. */
public final class Targets {
    private static final List<String> NAMES =
            List.of("stm32f405", "stm32f412", "stm32f746", "stm32f765", "stm32h743", "stm32h7a3", "stm32l4r5");

    private static final ObjectReader READER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(Target.class);

    private final List<Target> all;

    private Targets(List<Target> all) {
        this.all = all;
    }

    /** Reads the built-in descriptions. */
    public static Targets load() {
        return new Targets(NAMES.stream().map(Targets::readBuiltIn).toList());
    }

    /**
     * One description.
     *
     * @throws TargetException if the text is not YAML, or a field is missing, unknown or out of range
     */
    public static Target parse(String yaml) {
        try {
            return READER.readValue(yaml);
        } catch (JsonProcessingException e) {
            throw new TargetException("target description is wrong: " + firstLine(e), e);
        }
    }

    /** In the order of their names. */
    public List<Target> all() {
        return all;
    }

    /**
     * The target that the user calls so.
     *
     * @throws TargetException if there is none, listing those there are
     */
    public Target named(String name) {
        return all.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private TargetException unknown(String name) {
        String known = all.stream().map(Target::name).collect(Collectors.joining(", "));
        return new TargetException("unknown target '" + name + "'; known are " + known);
    }

    private static Target readBuiltIn(String name) {
        try (InputStream yaml = Targets.class.getResourceAsStream(name + ".yaml")) {
            if (yaml == null) {
                throw new TargetException("target " + name + " has no description " + name + ".yaml on the class path");
            }
            return READER.readValue(yaml);
        } catch (IOException e) {
            throw new TargetException("target " + name + ": its description is wrong: " + firstLine(e), e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }
}
