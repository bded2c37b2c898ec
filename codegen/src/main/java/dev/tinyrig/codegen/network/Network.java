package dev.tinyrig.codegen.network;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An int8 network: tensors by id, and layers in execution order, the last of which writes the output.
 *
 * @param name a C identifier
 * @param tensors at index i the tensor with id i
 * @param layers in execution order
 * @param input id of the tensor the caller fills
 */
public record Network(String name, List<Tensor> tensors, List<Layer> layers, int input) {
    public Network {
        tensors = List.copyOf(tensors);
        layers = List.copyOf(layers);
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("network name '" + name + "' is not a C identifier");
        }
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("network " + name + " has no layers");
        }
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i).id() != i) {
                throw new IllegalArgumentException("tensor at index %d has id %d"
                        .formatted(i, tensors.get(i).id()));
            }
        }
        LayerCheck check = new LayerCheck(tensors);
        Set<Integer> written = new HashSet<>(Set.of(input));
        for (Layer layer : layers) {
            if (!written.containsAll(layer.inputs())) {
                throw new IllegalArgumentException(
                        "layer %s reads a tensor that nothing wrote before it".formatted(layer.name()));
            }
            if (!written.add(layer.output())) {
                throw new IllegalArgumentException(
                        "layer %s writes tensor %d, which is written already".formatted(layer.name(), layer.output()));
            }
            layer.accept(check);
        }
        if (written.size() != tensors.size()) {
            throw new IllegalArgumentException("network %s has %d tensors, of which only %d are written"
                    .formatted(name, tensors.size(), written.size()));
        }
    }

    public Tensor tensor(int id) {
        return tensors.get(id);
    }

    public Tensor inputTensor() {
        return tensor(input);
    }

    public Tensor outputTensor() {
        return tensor(layers.get(layers.size() - 1).output());
    }
}
