package dev.tinyrig.codegen.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network of inverted residual blocks as MCUNet, ProxylessNAS and MobileNetV2 are published in JSON: shapes only.
 *
 * @param name a C identifier
 * @param resolution height and width of the picture, which has 3 channels
 * @param mix the 1x1 convolution behind the blocks, if there is one
 */
public record PublishedArchitecture(
        String name, int resolution, Conv stem, List<Block> blocks, Optional<Conv> mix, int classes) {
    public PublishedArchitecture {
        blocks = List.copyOf(blocks);
        ArchitectureReader.requireSize("resolution", resolution);
        ArchitectureReader.requireSize("classes", classes);
    }

    /** A convolution with ReLU6. */
    public record Conv(int channels, int kernel, int stride) {
        public Conv {
            ArchitectureReader.requireSize("channels", channels);
            ArchitectureReader.requireSize("kernel", kernel);
            ArchitectureReader.requireSize("stride", stride);
        }
    }

    /**
     * Expansion, depthwise convolution, projection.
     *
     * @param expanded channels between; those of the input if there is no expansion
     * @param expands whether the expansion is a layer
     * @param depthwise its channels are those of the projection
     * @param residual whether the input is added to the output
     */
    public record Block(int expanded, boolean expands, Conv depthwise, boolean residual) {
        public Block {
            ArchitectureReader.requireSize("expanded channels", expanded);
        }
    }

    /**
     * The description in a file, named as the file is.
     *
     * @throws ArchitectureException if it is none, or holds what is not supported
     */
    public static PublishedArchitecture read(Path file) {
        return ArchitectureReader.read(file);
    }
}
