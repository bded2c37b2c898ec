package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.Fingerprint;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.schedule.Placement;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.codegen.schedule.StreamedBlock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Last pass: {@code net.c}, read from top to bottom. */
final class SourcePass {
    private final Schedule schedule;
    private final Network network;
    private final WeightsFile weights;
    private final List<KernelCall> calls;
    private final LayerNames names;

    SourcePass(Schedule schedule, WeightsFile weights, List<KernelCall> calls, LayerNames names) {
        this.schedule = schedule;
        this.network = schedule.network();
        this.weights = weights;
        this.calls = calls;
        this.names = names;
    }

    String run(String target) {
        CWriter writer = new CWriter();
        writer.comment(heading(target) + "\n" + memoryMap());
        writer.lines("#include \"net.h\"\n\n#include \"kernel.h\"");
        if (!schedule.streamed().isEmpty()) {
            writer.lines("#include \"kernel_band.h\"");
        }
        writer.blank();
        weights.sections().forEach(section -> writer.lines("extern " + section.declaration() + ";"));
        calls.forEach(call -> writer.blank().lines(call.parameters()));
        writer.blank().lines(information()).blank();
        writer.lines("__attribute__((section(\".arena\"), aligned(16))) int8_t net_arena[%d];"
                .formatted(schedule.arenaBytes()));
        writer.blank().function("int8_t *net_input(void)", () -> writer.lines(returnPointer(network.inputTensor())));
        writer.blank()
                .function("const int8_t *net_output(void)", () -> writer.lines(returnPointer(network.outputTensor())));
        schedule.streamed().stream()
                .sorted(Comparator.comparingInt(StreamedBlock::firstStep))
                .forEach(block -> new StreamFunction(schedule, names, block).write(writer.blank()));
        if (schedule.options().techniques().straightLineCode()) {
            writer.blank().function("void net_run(void)", () -> writeCalls(writer));
        } else {
            CallTable table = new CallTable(calls);
            table.writeDefinitions(writer.blank());
            writer.blank().function("void net_run(void)", () -> table.writeLoop(writer));
        }
        return writer.toString();
    }

    private void writeCalls(CWriter writer) {
        for (KernelCall call : calls) {
            writer.lines("/* " + call.summary() + " */").lines(call.statement());
        }
    }

    private String heading(String target) {
        return String.format(
                Locale.ROOT,
                """
                %s for %s, written by TinyRig; do not edit.

                network  %s
                layers   %d, %,d MACs
                rounding %s
                weights  %,d bytes in %s
                arena    %,d bytes; %,d are live in the fullest layer
                """,
                network.name(),
                target,
                Fingerprint.of(network),
                network.layers().size(),
                Macs.of(network),
                rounding(),
                weights.bytes().length(),
                AssemblyPass.WEIGHTS_FILE,
                schedule.arenaBytes(),
                schedule.peakLiveBytes());
    }

    private String rounding() {
        return switch (schedule.options().rounding()) {
            case DOUBLE -> "double, bit-exact with TFLite's reference kernels";
            case SINGLE -> "single, outputs now and then one step off TFLite's";
        };
    }

    /** One line per tensor and scratch; layers count from 0. */
    private String memoryMap() {
        StringBuilder map = new StringBuilder("offset  bytes  layers   what\n");
        for (Placement placement : schedule.placements()) {
            Tensor tensor = network.tensor(placement.tensor());
            map.append(row(placement, writer(tensor) + " " + tensor.shape()));
        }
        for (int i = 0; i < schedule.steps().size(); i++) {
            Step step = schedule.steps().get(i);
            int scratch = step.kernel().scratchBytes();
            if (scratch > 0) {
                Placement placement = new Placement(step.layer().output(), step.scratchOffset(), scratch, i, i);
                map.append(row(placement, names.of(step.layer()) + " scratch"));
            }
        }
        return map.toString();
    }

    private static String row(Placement placement, String what) {
        return String.format(
                Locale.ROOT,
                "%6d %6d  %3d..%-3d %s\n",
                placement.offset(),
                placement.bytes(),
                placement.firstStep(),
                placement.lastStep(),
                what);
    }

    private String writer(Tensor tensor) {
        return network.layers().stream()
                .filter(layer -> layer.output() == tensor.id())
                .map(names::of)
                .findFirst()
                .orElse("input");
    }

    private String information() {
        Tensor output = network.outputTensor();
        return """
                const struct net_info net_info = {
                    .model = "%s",
                    .input_bytes = %d,
                    .output_bytes = %d,
                    .arena_bytes = %d,
                    .input_bias = 0,
                    .output_scale = %sf,
                    .output_zero_point = %d,
                };
                """
                .formatted(
                        network.name(),
                        network.inputTensor().shape().size(),
                        output.shape().size(),
                        schedule.arenaBytes(),
                        Float.toHexString(output.quantization().scale()),
                        output.quantization().zeroPoint());
    }

    private String returnPointer(Tensor tensor) {
        return "return net_arena + %d;".formatted(schedule.offsetOf(tensor.id()));
    }
}
