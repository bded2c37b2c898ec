package dev.tinyrig.nas.model;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the first layer that a device computes otherwise than the reference, by running ever shorter beginnings of the
 * network, whose output is that of their last layer.
 */
final class LayerSearch {
    private final Network network;
    private final Bytes input;
    private final Rounding rounding;
    private final Device device;
    private final Map<Integer, Optional<String>> seen = new HashMap<>();

    LayerSearch(Network network, Bytes input, Rounding rounding, Device device) {
        this.rounding = rounding;
        this.network = network;
        this.input = input;
        this.device = device;
    }

    /** Runs one input through a network on the device. */
    interface Device {
        Outcome run(Network network, Stimulus stimulus);
    }

    /**
     * A layer that is computed otherwise.
     *
     * @param index of the layer
     * @param what was seen of its output
     */
    record Difference(int index, Layer layer, String what) {}

    /** The first layer that is wrong where the one before it is right; empty if even the whole network is right. */
    Optional<Difference> first() {
        int wrong = network.layers().size() - 1;
        if (fault(wrong).isEmpty()) {
            return Optional.empty();
        }
        int right = -1;
        while (wrong - right > 1) {
            int middle = (right + wrong) >>> 1;
            if (fault(middle).isPresent()) {
                wrong = middle;
            } else {
                right = middle;
            }
        }
        return Optional.of(
                new Difference(wrong, network.layers().get(wrong), fault(wrong).orElseThrow()));
    }

    private Optional<String> fault(int last) {
        return seen.computeIfAbsent(last, this::run);
    }

    private Optional<String> run(int last) {
        Network beginning = beginning(network, last);
        Bytes expected = new ReferenceExecutor(beginning, rounding).run(input);
        return device.run(beginning, new Stimulus(input, expected))
                .match(
                        measured -> Optional.empty(),
                        rejected -> Optional.of(rejected.detail()),
                        crashed -> Optional.of("the device crashed: " + crashed.detail()),
                        unjudged -> {
                            throw new LabException(unjudged.detail());
                        });
    }

    /** The layers up to one, which becomes the output. */
    static Network beginning(Network network, int last) {
        return new Network(
                network.name(),
                network.tensors().subList(0, network.layers().get(last).output() + 1),
                network.layers().subList(0, last + 1),
                network.input());
    }
}
