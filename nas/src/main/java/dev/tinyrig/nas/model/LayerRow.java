package dev.tinyrig.nas.model;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.rig.bench.sim.ImageProfile;
import dev.tinyrig.rig.firmware.Symbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one layer costs.
 *
 * @param kernel the C function, or {@code streamed} before it where the layer runs row by row with its neighbours
 * @param cycles and {@code instructions} of one inference in the simulator
 * @param liveBytes of the arena while it runs
 * @param flashBytes its weights and parameters; kernels are shared and not in it
 */
public record LayerRow(
        String name,
        String kernel,
        String output,
        long macs,
        long cycles,
        long instructions,
        int liveBytes,
        long flashBytes) {
    /** One row a step of the schedule. */
    static List<LayerRow> of(Schedule schedule, Symbols symbols, ImageProfile profile) {
        List<List<ImageProfile.Row>> spent = spent(schedule, profile.layers());
        List<LayerRow> rows = new ArrayList<>();
        for (int i = 0; i < spent.size(); i++) {
            rows.add(row(schedule, i, symbols, spent.get(i)));
        }
        return rows;
    }

    /**
     * What was counted for each step. Rows have the names of layers, but for what a streamed block calls with changed
     * parameters, which have that of the kernel; those belong to the next step that calls it and has no name, or to the last
     * such step where there is none left.
     */
    private static List<List<ImageProfile.Row>> spent(Schedule schedule, List<ImageProfile.Row> rows) {
        List<String> names =
                schedule.steps().stream().map(step -> inC(step.layer())).toList();
        Set<String> named = rows.stream().map(ImageProfile.Row::name).collect(Collectors.toSet());
        List<List<ImageProfile.Row>> spent = new ArrayList<>();
        names.forEach(name -> spent.add(new ArrayList<>()));
        int last = 0;
        for (ImageProfile.Row row : rows) {
            int step = names.indexOf(row.name());
            int from = last;
            int[] unnamed = IntStream.range(0, names.size())
                    .filter(i -> !named.contains(names.get(i)) && calls(schedule, i, row.kernel()))
                    .toArray();
            int owner = step >= 0
                    ? step
                    : Arrays.stream(unnamed)
                            .filter(i -> i >= from && spent.get(i).isEmpty())
                            .findFirst()
                            .orElse(unnamed.length == 0 ? from : unnamed[unnamed.length - 1]);
            spent.get(owner).add(row);
            last = owner;
        }
        return spent;
    }

    private static boolean calls(Schedule schedule, int step, String kernel) {
        return schedule.steps().get(step).kernel().function().equals(kernel);
    }

    private static LayerRow row(Schedule schedule, int index, Symbols symbols, List<ImageProfile.Row> spent) {
        Step step = schedule.steps().get(index);
        Layer layer = step.layer();
        String kernel = step.kernel().function().replaceFirst("^kernel_", "");
        return new LayerRow(
                layer.name(),
                schedule.blockOf(index).isPresent() ? "streamed " + kernel : kernel,
                schedule.network().tensor(layer.output()).shape().toString(),
                Macs.of(schedule.network(), layer),
                spent.stream().mapToLong(ImageProfile.Row::cycles).sum(),
                spent.stream().mapToLong(ImageProfile.Row::instructions).sum(),
                step.liveBytes(),
                constants(symbols, inC(layer)));
    }

    private static String inC(Layer layer) {
        return layer.name().replaceAll("[^A-Za-z0-9_]", "_");
    }

    private static long constants(Symbols symbols, String name) {
        return symbols.variables().stream()
                .filter(variable -> variable.name().equals("layer_" + name)
                        || variable.name().matches("net_" + name + "_[a-z]+"))
                .mapToLong(Symbols.Variable::bytes)
                .sum();
    }
}
