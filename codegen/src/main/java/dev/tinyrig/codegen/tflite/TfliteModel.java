package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.Network;
import java.util.List;

/**
 * A network and where it came from.
 *
 * @param origins one per operator of the file whose output a tensor of the network holds, in the file's order
 * @param unsignedInput whether the file takes unsigned bytes, of which 128 must be taken away first
 */
public record TfliteModel(Network network, List<Origin> origins, boolean unsignedInput) {
    public TfliteModel {
        origins = List.copyOf(origins);
    }

    /**
     * An operator whose output is in the network, byte for byte.
     *
     * @param operator its index in the file
     * @param name such as {@code CONV_2D}
     * @param tensor id of the network's tensor
     */
    public record Origin(int operator, String name, int tensor) {}
}
