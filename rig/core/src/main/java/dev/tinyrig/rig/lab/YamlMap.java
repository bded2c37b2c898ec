package dev.tinyrig.rig.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A map in a YAML file, whose mistakes are collected under its name. */
record YamlMap(String name, JsonNode node, List<String> mistakes) {
    void mistake(String what) {
        mistakes.add("%s: %s".formatted(name, what));
    }

    boolean has(String key) {
        return node.has(key);
    }

    void allowOnly(String... keys) {
        Set<String> known = Set.of(keys);
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                mistake("unknown key '%s'; known are %s".formatted(key, String.join(", ", keys)));
            }
        });
    }

    /** The value, after a look at the keys. */
    <T> T only(T value, String... keys) {
        allowOnly(keys);
        return value;
    }

    Optional<String> text(String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
            mistake("%s: it must be a text".formatted(key));
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    String required(String key) {
        if (!node.has(key)) {
            mistake("it needs '%s'".formatted(key));
        }
        return text(key).orElse("");
    }

    Optional<Long> number(String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || value.asLong() < 1) {
            mistake("%s: it must be a whole number from 1".formatted(key));
            return Optional.empty();
        }
        return Optional.of(value.asLong());
    }

    boolean flag(String key) {
        JsonNode value = node.path(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            mistake("%s: it must be true or false".formatted(key));
        }
        return value.asBoolean();
    }

    List<String> texts(String key) {
        JsonNode list = node.path(key);
        List<String> texts = new ArrayList<>();
        if (!list.isMissingNode() && !list.isArray()) {
            mistake("%s: it must be a list".formatted(key));
        }
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** A map within; an empty one if it is missing, which is a mistake. */
    YamlMap map(String key) {
        JsonNode within = node.path(key);
        if (!within.isObject()) {
            mistake("it needs '%s', a map".formatted(key));
            return new YamlMap(name + ": " + key, MissingNode.getInstance(), new ArrayList<>());
        }
        return new YamlMap(name + ": " + key, within, mistakes);
    }

    /** A map within, or each of a list of maps; an empty one if there is none, which is a mistake. */
    List<YamlMap> oneOrMore(String key) {
        JsonNode within = node.path(key);
        if (!within.isArray() || within.isEmpty()) {
            return List.of(map(key));
        }
        List<YamlMap> maps = new ArrayList<>();
        within.forEach(each -> maps.add(new YamlMap(name + ": " + key, each, mistakes)));
        return maps;
    }

    /** A value that may refuse its text. */
    <T> Optional<T> read(String key, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException e) {
            mistake("%s: %s".formatted(key, e.getMessage()));
            return Optional.empty();
        }
    }
}
