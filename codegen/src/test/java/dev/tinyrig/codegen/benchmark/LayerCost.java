package dev.tinyrig.codegen.benchmark;

import dev.tinyrig.rig.bench.sim.ImageProfile;
import dev.tinyrig.rig.firmware.Symbols;
import dev.tinyrig.sim.profile.Profile.Call;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the kernel of one layer took in one inference.
 *
 * @param cycles by the simulator's model of the target
 * @param codeBytes of all functions that ran for it, though other layers may share them
 */
record LayerCost(long instructions, long cycles, long codeBytes) {
    private static final String NETWORK = "net_run";

    /** In the order of the layers. */
    static List<LayerCost> of(ImageProfile profile) {
        Map<Integer, List<Call>> layers = profile.profile()
                .calls()
                .filter(call -> isNetwork(profile.symbols(), call))
                .flatMap(network -> network.callees().stream())
                .collect(Collectors.groupingBy(Call::caller, LinkedHashMap::new, Collectors.toList()));
        return layers.values().stream()
                .map(calls -> of(calls, profile.symbols()))
                .toList();
    }

    private static boolean isNetwork(Symbols symbols, Call call) {
        return symbols.functionAt(call.function())
                .filter(function -> function.name().equals(NETWORK))
                .isPresent();
    }

    private static LayerCost of(Collection<Call> calls, Symbols symbols) {
        List<Call> all = calls.stream().flatMap(Call::all).toList();
        return new LayerCost(
                all.stream().mapToLong(Call::instructions).sum(),
                all.stream().mapToLong(Call::ownCycles).sum(),
                all.stream()
                        .flatMap(call -> symbols.functionAt(call.function()).stream())
                        .distinct()
                        .mapToLong(Symbols.Function::bytes)
                        .sum());
    }
}
