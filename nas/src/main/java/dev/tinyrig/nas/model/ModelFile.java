package dev.tinyrig.nas.model;

import dev.tinyrig.codegen.architecture.ArchitectureException;
import dev.tinyrig.codegen.architecture.NetworkWeights;
import dev.tinyrig.codegen.architecture.PublishedArchitecture;
import dev.tinyrig.codegen.architecture.RandomWeights;
import dev.tinyrig.codegen.architecture.WeightSource;
import dev.tinyrig.codegen.architecture.WeightlessNetwork;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.tflite.TfliteException;
import dev.tinyrig.codegen.tflite.TfliteModel;
import dev.tinyrig.codegen.tflite.TfliteReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * A network that a user names: an int8 {@code .tflite} model, or a {@code .json} architecture with random or given weights.
 *
 * @param note what is to be said of it, such as that its weights are random; may be empty
 */
public record ModelFile(Network network, String note) {
    /**
     * What is in the file.
     *
     * @param weights a model that lends an architecture its weights; random ones of the seed if there is none
     * @throws ModelException if it cannot be used
     */
    public static ModelFile read(Path file, Optional<Path> weights, long seed) {
        try {
            return String.valueOf(file).toLowerCase(Locale.ROOT).endsWith(".json")
                    ? ofArchitecture(file, weights, seed)
                    : ofModel(file);
        } catch (TfliteException | ArchitectureException e) {
            throw new ModelException(String.valueOf(e.getMessage()), e);
        }
    }

    private static ModelFile ofModel(Path file) {
        TfliteModel model = TfliteReader.fusing().read(file);
        String note = model.unsignedInput() ? "takes unsigned bytes; the network takes them less 128" : "";
        return new ModelFile(model.network(), note);
    }

    private static ModelFile ofArchitecture(Path file, Optional<Path> weights, long seed) {
        PublishedArchitecture architecture = PublishedArchitecture.read(file);
        Optional<WeightSource> given = weights.map(
                model -> new NetworkWeights(TfliteReader.fusing().read(model).network()));
        Network network =
                WeightlessNetwork.of(architecture, given.orElseGet(() -> new RandomWeights(new Random(seed))));
        return new ModelFile(
                network, given.isPresent() ? "weights of " + weights.get() : "random weights, seed " + seed);
    }
}
