package dev.tinyrig.rig.bench.sim;

import dev.tinyrig.rig.firmware.Demangling;
import dev.tinyrig.rig.firmware.Symbols;
import dev.tinyrig.sim.profile.Profile;
import dev.tinyrig.sim.profile.Profile.Call;
import dev.tinyrig.sim.timing.Cause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the cycles of an image went, by the names of its functions and of the layers of its network. */
public record ImageProfile(Profile profile, Symbols symbols) {
    /** The generated function that calls the kernel of each layer in turn, with the layer's parameters first. */
    private static final String NETWORK = "net_run";

    private static final String LAYER = "layer_";

    /**
     * A function or a layer.
     *
     * @param spent by a function itself, by a layer with all that it calls
     * @param withCallees cycles with all that it calls, counted once where it calls itself
     */
    public record Row(
            String name, long calls, long instructions, Map<Cause, Long> spent, long withCallees, String kernel) {
        public Row {
            spent = Map.copyOf(spent);
        }

        public long cycles() {
            return Profile.sum(spent);
        }
    }

    /** Most expensive first. */
    public List<Row> functions() {
        Map<String, List<Call>> byName = profile.calls()
                .collect(Collectors.groupingBy(call -> name(call.function()), LinkedHashMap::new, Collectors.toList()));
        Map<String, Long> withCallees = new LinkedHashMap<>();
        profile.roots().forEach(root -> addWithCallees(root, new HashSet<>(), withCallees));
        return byName.entrySet().stream()
                .map(entry -> new Row(
                        entry.getKey(),
                        entry.getValue().stream().mapToLong(Call::calls).sum(),
                        entry.getValue().stream().mapToLong(Call::instructions).sum(),
                        Profile.total(entry.getValue().stream()),
                        withCallees.getOrDefault(entry.getKey(), 0L),
                        ""))
                .sorted(Comparator.comparingLong(Row::cycles).reversed())
                .toList();
    }

    private void addWithCallees(Call call, Set<String> callers, Map<String, Long> sums) {
        String name = name(call.function());
        boolean outermost = callers.add(name);
        if (outermost) {
            sums.merge(name, Profile.sum(call.spent()), Long::sum);
        }
        call.callees().forEach(callee -> addWithCallees(callee, callers, sums));
        if (outermost) {
            callers.remove(name);
        }
    }

    /** In the order of the first inference; none if the image has no generated network. */
    public List<Row> layers() {
        Map<Integer, List<Call>> byCaller = profile.calls()
                .filter(this::isNetwork)
                .flatMap(network -> network.callees().stream())
                .collect(Collectors.groupingBy(Call::caller, LinkedHashMap::new, Collectors.toList()));
        return byCaller.values().stream().map(this::layer).toList();
    }

    private boolean isNetwork(Call call) {
        return name(call.function()).equals(NETWORK);
    }

    private Row layer(List<Call> calls) {
        Call first = calls.get(0);
        Map<Cause, Long> spent = Profile.total(calls.stream().flatMap(Call::all));
        String kernel = name(first.function());
        return new Row(
                layerOf(first).orElse(kernel),
                calls.stream().mapToLong(Call::calls).sum(),
                calls.stream().mapToLong(Call::allInstructions).sum(),
                spent,
                Profile.sum(spent),
                kernel);
    }

    private Optional<String> layerOf(Call call) {
        return symbols.variableAt(call.argument())
                .map(Symbols.Variable::name)
                .filter(name -> name.startsWith(LAYER))
                .map(name -> name.substring(LAYER.length()));
    }

    /** Cycles of the network, with all its layers; 0 if there is none. */
    public long networkCycles() {
        return profile.calls()
                .filter(this::isNetwork)
                .mapToLong(call -> Profile.sum(call.spent()))
                .sum();
    }

    /** One line for each chain of callers: their names, a blank and its own cycles, as flame graph tools read it. */
    public String collapsedStacks() {
        Map<String, Long> stacks = new LinkedHashMap<>();
        profile.roots().forEach(root -> addStacks(root, List.of(), false, stacks));
        return stacks.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private void addStacks(Call call, List<String> callers, boolean inNetwork, Map<String, Long> stacks) {
        List<String> chain = new ArrayList<>(callers);
        if (inNetwork) {
            layerOf(call).ifPresent(chain::add);
        }
        chain.add(name(call.function()).replaceAll("[; ]", "_"));
        if (call.ownCycles() > 0) {
            stacks.merge(String.join(";", chain), call.ownCycles(), Long::sum);
        }
        call.callees().forEach(callee -> addStacks(callee, chain, isNetwork(call), stacks));
    }

    private String name(int function) {
        return symbols.functionAt(function)
                .map(Symbols.Function::name)
                .map(Demangling::of)
                .orElseGet(() -> "0x%08x".formatted(function));
    }
}
