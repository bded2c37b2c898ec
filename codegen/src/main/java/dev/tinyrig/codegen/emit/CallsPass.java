package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.codegen.schedule.StreamedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Third pass: every step's parameters and call. */
final class CallsPass {
    private final Schedule schedule;
    private final LayerNames names;

    private CallsPass(Schedule schedule, LayerNames names) {
        this.schedule = schedule;
        this.names = names;
    }

    static List<KernelCall> run(Schedule schedule, LayerNames names) {
        CallsPass pass = new CallsPass(schedule, names);
        List<KernelCall> calls = new ArrayList<>();
        for (int step = 0; step < schedule.steps().size(); step++) {
            Optional<StreamedBlock> block = schedule.blockOf(step);
            calls.add(block.map(pass::stream).orElse(pass.call(step)));
            step = block.map(StreamedBlock::lastStep).orElse(step);
        }
        return calls;
    }

    private KernelCall call(int index) {
        Step step = schedule.steps().get(index);
        return new KernelCall(
                summary(step), parameters(step, rows(step)), step.kernel().function(), arguments(step));
    }

    private KernelCall stream(StreamedBlock block) {
        String summary = block.steps()
                .mapToObj(step -> summary(schedule.steps().get(step)))
                .collect(Collectors.joining(";\n   "));
        String parameters = block.steps()
                .mapToObj(schedule.steps()::get)
                .map(step -> parameters(step, Math.min(block.rows(), rows(step))))
                .collect(Collectors.joining("\n\n"));
        return new KernelCall(summary, parameters, StreamFunction.name(block, schedule, names), List.of());
    }

    private int rows(Step step) {
        return schedule.network().tensor(step.layer().output()).shape().height();
    }

    private String parameters(Step step, int rows) {
        String structure = step.kernel().function().replaceFirst("(_swapped)?_s8$", "");
        Initialiser members = step.layer().accept(new StepParameters(schedule, names, step, rows));
        return "static const struct %s layer_%s = %s;".formatted(structure, names.of(step.layer()), members.braced());
    }

    private List<String> arguments(Step step) {
        Stream<Integer> inputs = step.layer().inputs().stream().map(schedule::offsetOf);
        Stream<Integer> scratch = step.kernel().scratchBytes() > 0 ? Stream.of(step.scratchOffset()) : Stream.of();
        Stream<Integer> output = Stream.of(schedule.offsetOf(step.layer().output()));
        Stream<String> pointers =
                Stream.of(inputs, scratch, output).flatMap(offsets -> offsets).map(offset -> "net_arena + " + offset);
        return Stream.concat(Stream.of("&layer_" + names.of(step.layer())), pointers)
                .toList();
    }

    private String summary(Step step) {
        Layer layer = step.layer();
        Network network = schedule.network();
        String inputs = layer.inputs().stream()
                .map(input -> network.tensor(input).shape().toString())
                .collect(Collectors.joining(" + "));
        String shapes = "%s: %s -> %s"
                .formatted(
                        names.of(layer), inputs, network.tensor(layer.output()).shape());
        long macs = Macs.of(network, layer);
        return macs == 0 ? shapes : String.format(Locale.ROOT, "%s, %,d MACs", shapes, macs);
    }
}
