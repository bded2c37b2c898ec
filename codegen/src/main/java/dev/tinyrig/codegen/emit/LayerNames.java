package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What each layer is called in C: its name with other characters replaced, numbered where two would be equal. */
final class LayerNames {
    private final Map<String, String> namesInC = new HashMap<>();

    LayerNames(Network network) {
        Set<String> taken = new HashSet<>();
        for (Layer layer : network.layers()) {
            String plain = layer.name().replaceAll("[^A-Za-z0-9_]", "_");
            String name = plain;
            for (int i = 2; !taken.add(name); i++) {
                name = plain + "_" + i;
            }
            namesInC.put(layer.name(), name);
        }
    }

    String of(Layer layer) {
        String name = namesInC.get(layer.name());
        if (name == null) {
            throw new IllegalArgumentException("layer " + layer.name() + " is not of this network");
        }
        return name;
    }
}
