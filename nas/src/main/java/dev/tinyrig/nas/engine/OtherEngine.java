package dev.tinyrig.nas.engine;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.tflite.TfliteWriter;
import dev.tinyrig.nas.search.WeightBytes;
import dev.tinyrig.rig.names.Choices;
import dev.tinyrig.rig.target.Core;
import dev.tinyrig.rig.target.Target;

/**
 * An inference engine of others, by a model of its memory and time: what evolution would be steered by where it and not
 * ours ran the networks. The co-design table of arXiv 2007.10319 (its table 2) is made with these.
 *
 * <p>Where the numbers come from: counts of CMSIS-NN 99f736a and TFLM 90b983c with GCC 12.2 -O3, and latencies that were
 * published for silicon.
 */
public enum OtherEngine {
    /** CMSIS-NN's kernels, called one after the other as by a code generator. */
    CMSIS_NN {
        @Override
        long instructions(Network network) {
            return Math.round(CmsisInstructions.of(network));
        }

        @Override
        long arenaBytes(Network network) {
            return FirstFitArena.bytes(network);
        }

        /** Multiplier and shift of each channel are words; the code is that of MCUNet's VWW networks. */
        @Override
        long flashBytes(Network network) {
            return WeightBytes.of(network) + 2L * Integer.BYTES * channels(network) + 31_904;
        }
    },
    /** TensorFlow Lite Micro's interpreter over CMSIS-NN's kernels. */
    TFLM {
        /** 9.4 thousand instructions more in MLPerf Tiny's VWW network of 31 operators. */
        @Override
        long instructions(Network network) {
            return CMSIS_NN.instructions(network) + 303L * network.layers().size();
        }

        /** The persistent part: multiplier and shift of each channel, and what each operator keeps. */
        @Override
        long arenaBytes(Network network) {
            return CMSIS_NN.arenaBytes(network)
                    + 2L * Integer.BYTES * channels(network)
                    + 150L * network.layers().size();
        }

        /** The model's file as it is, beside the interpreter and the kernels. */
        @Override
        long flashBytes(Network network) {
            return TfliteWriter.write(network).length + 90_760L;
        }
    };

    private static final Choices<OtherEngine> CHOICES = new Choices<>(OtherEngine.class);

    /**
     * Median of three networks on an STM32L4R5 at 120 MHz with microTVM and CMSIS-NN (MLPerf Tiny v1.0): 1.44, 1.47,
     * 1.50.
     */
    private static final double CORTEX_M4_CYCLES = 1.47;

    /** MCUNet's 5 fps VWW network: 269 ms on an STM32F746 at 216 MHz (TinyEngine's README), 49.1 M instructions. */
    private static final double CORTEX_M7_CYCLES = 1.18;

    /** The same network: 97 ms on an STM32H743 at 480 MHz. */
    private static final double H7_CYCLES = 0.95;

    abstract long instructions(Network network);

    abstract long arenaBytes(Network network);

    abstract long flashBytes(Network network);

    /** What the network would cost on a target. */
    public Prediction predict(Network network, Target target) {
        return new Prediction(
                Math.round(instructions(network) * cyclesPerInstruction(target)),
                arenaBytes(network),
                flashBytes(network));
    }

    private static double cyclesPerInstruction(Target target) {
        if (target.core() != Core.CORTEX_M7) {
            return CORTEX_M4_CYCLES;
        }
        return target.name().startsWith("stm32h7") ? H7_CYCLES : CORTEX_M7_CYCLES;
    }

    /** Such as {@code cmsis-nn}. */
    public String label() {
        return Choices.label(this);
    }

    /**
     * The engine of this {@link #label()}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static OtherEngine named(String label) {
        return CHOICES.find(label).orElseThrow(() -> new IllegalArgumentException(CHOICES.unknown("engine", label)));
    }

    /** Channels that are requantized one by one. */
    private static long channels(Network network) {
        Layer.WeightVisitor<Long> ofLayer = Layer.WeightVisitor.of(weights -> (long) weights.outputChannels(), 0L);
        return network.layers().stream()
                .mapToLong(layer -> layer.accept(ofLayer))
                .sum();
    }
}
