package dev.tinyrig.codegen.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinyrig.codegen.architecture.PublishedArchitecture.Block;
import dev.tinyrig.codegen.architecture.PublishedArchitecture.Conv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON to an architecture, checking each value on the way. */
final class ArchitectureReader {
    private static final int MAX_SIZE = 1 << 14;

    private ArchitectureReader() {}

    static PublishedArchitecture read(Path file) {
        try {
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
            return architecture(name.replaceAll("[^A-Za-z0-9_]", "_"), new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new ArchitectureException("cannot read %s: %s".formatted(file, said), e);
        } catch (ArchitectureException e) {
            throw new ArchitectureException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    static void requireSize(String what, int value) {
        if (value < 1 || value > MAX_SIZE) {
            throw new ArchitectureException("%s is %d, not 1 to %d".formatted(what, value, MAX_SIZE));
        }
    }

    private static PublishedArchitecture architecture(String name, JsonNode root) {
        JsonNode stem = root.path("first_conv");
        JsonNode described = root.path("blocks");
        if (!described.isArray()) {
            throw new ArchitectureException("has no list of blocks");
        }
        List<Block> blocks = new ArrayList<>();
        int channels = number(stem, "first_conv", "out_channels");
        for (int i = 0; i < described.size(); i++) {
            Optional<Block> block = block(described.get(i), "block " + i, channels);
            channels = block.map(read -> read.depthwise().channels()).orElse(channels);
            block.ifPresent(blocks::add);
        }
        return new PublishedArchitecture(
                name.matches("[A-Za-z_].*") ? name : "net_" + name,
                number(root, "the file", "resolution"),
                conv(stem, "first_conv"),
                blocks,
                Optional.of(root.path("feature_mix_layer"))
                        .filter(JsonNode::isObject)
                        .map(mix -> conv(mix, "feature_mix_layer")),
                number(root.path("classifier"), "classifier", "out_features"));
    }

    private static Conv conv(JsonNode node, String where) {
        requireRelu6(node, where);
        if (number(node, where, "groups") != 1 || number(node, where, "dilation") != 1) {
            throw new ArchitectureException(where + " has groups or a dilation, which is not supported");
        }
        return new Conv(
                number(node, where, "out_channels"), number(node, where, "kernel_size"), number(node, where, "stride"));
    }

    /** Empty where the search left the block out, so that only its shortcut remains. */
    private static Optional<Block> block(JsonNode block, String where, int channels) {
        JsonNode conv = block.path("mobile_inverted_conv");
        boolean residual = block.path("shortcut").path("name").asText().equals("IdentityLayer");
        if (!conv.isObject() || conv.path("name").asText().equals("ZeroLayer")) {
            return Optional.empty();
        }
        if (!conv.path("name").asText().equals("MBInvertedConvLayer")) {
            throw new ArchitectureException("%s is a '%s', not an MBInvertedConvLayer"
                    .formatted(where, conv.path("name").asText()));
        }
        if (conv.path("use_se").asBoolean(false)) {
            throw new ArchitectureException(where + " squeezes and excites, which is not supported");
        }
        requireRelu6(conv, where);
        if (number(conv, where, "in_channels") != channels) {
            throw new ArchitectureException(
                    "%s takes %d channels, but %d come".formatted(where, number(conv, where, "in_channels"), channels));
        }
        boolean expands = conv.path("expand_ratio").asDouble() != 1;
        Conv depthwise = new Conv(
                number(conv, where, "out_channels"), number(conv, where, "kernel_size"), number(conv, where, "stride"));
        if (residual && (depthwise.stride() != 1 || depthwise.channels() != channels)) {
            throw new ArchitectureException(where + " adds its input to an output of another shape");
        }
        return Optional.of(
                new Block(expands ? expanded(conv, where, channels) : channels, expands, depthwise, residual));
    }

    private static int expanded(JsonNode conv, String where, int channels) {
        return conv.path("mid_channels").isNumber()
                ? number(conv, where, "mid_channels")
                : Math.toIntExact(Math.round(conv.path("expand_ratio").asDouble() * channels));
    }

    private static void requireRelu6(JsonNode node, String where) {
        String function = node.path("act_func").asText("relu6");
        if (!function.equals("relu6")) {
            throw new ArchitectureException(
                    "%s has activation '%s'; only relu6 is supported".formatted(where, function));
        }
    }

    private static int number(JsonNode node, String where, String field) {
        JsonNode value = node.path(field);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new ArchitectureException("%s has no whole number '%s'".formatted(where, field));
        }
        requireSize(where + "'s " + field, value.asInt());
        return value.asInt();
    }
}
