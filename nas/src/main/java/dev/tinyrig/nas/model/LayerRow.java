package dev.tinyrig.nas.model;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.rig.bench.sim.ImageProfile;
import dev.tinyrig.rig.firmware.Symbols;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one layer costs.
 *
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
        Map<String, ImageProfile.Row> spent = profile.layers().stream()
                .collect(Collectors.toMap(ImageProfile.Row::name, Function.identity(), (first, second) -> first));
        return schedule.steps().stream()
                .map(step -> row(schedule.network(), step, symbols, spent))
                .toList();
    }

    private static LayerRow row(Network network, Step step, Symbols symbols, Map<String, ImageProfile.Row> spent) {
        Layer layer = step.layer();
        String inC = layer.name().replaceAll("[^A-Za-z0-9_]", "_");
        ImageProfile.Row row = spent.get(inC);
        return new LayerRow(
                layer.name(),
                step.kernel().function(),
                network.tensor(layer.output()).shape().toString(),
                Macs.of(network, layer),
                row == null ? 0 : row.cycles(),
                row == null ? 0 : row.instructions(),
                step.liveBytes(),
                constants(symbols, inC));
    }

    private static long constants(Symbols symbols, String name) {
        return symbols.variables().stream()
                .filter(variable -> variable.name().equals("layer_" + name)
                        || variable.name().matches("net_" + name + "_[a-z]+"))
                .mapToLong(Symbols.Variable::bytes)
                .sum();
    }
}
