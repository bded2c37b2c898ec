package dev.tinyrig.rig.firmware;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The functions and variables of an image, by address. */
public final class Symbols {
    /** An image without names. */
    public static final Symbols NONE = new Symbols(List.of(), List.of());

    private final NavigableMap<Long, Function> functions = new TreeMap<>();
    private final NavigableMap<Long, Variable> variables = new TreeMap<>();

    /** A function from {@code address}, without the Thumb bit; a size of 0 means that it was not told. */
    public record Function(String name, long address, long bytes) {}

    /** A variable or constant. */
    public record Variable(String name, long address, long bytes) {}

    public Symbols(List<Function> functions, List<Variable> variables) {
        functions.forEach(function -> this.functions.merge(function.address(), function, Symbols::better));
        variables.forEach(variable -> this.variables.putIfAbsent(variable.address(), variable));
    }

    /** Aliases of one function: the one that says its size, else the first. */
    private static Function better(Function one, Function other) {
        return one.bytes() == 0 ? other : one;
    }

    /** The function that this address is in. */
    public Optional<Function> functionAt(int address) {
        long place = Integer.toUnsignedLong(address & ~1);
        return Optional.ofNullable(functions.floorEntry(place))
                .map(Map.Entry::getValue)
                .filter(function -> function.bytes() == 0 || place < function.address() + function.bytes());
    }

    /** The function that this address is in, and how far: such as {@code main+0x12}. */
    public Optional<String> at(int address) {
        long place = Integer.toUnsignedLong(address & ~1);
        return functionAt(address)
                .map(function -> "%s+0x%x".formatted(Demangling.of(function.name()), place - function.address()));
    }

    /** Whether a function starts at this address. */
    public boolean startsFunction(int address) {
        return functions.containsKey(Integer.toUnsignedLong(address & ~1));
    }

    /** The variable that begins at this address. */
    public Optional<Variable> variableAt(int address) {
        return Optional.ofNullable(variables.get(Integer.toUnsignedLong(address)));
    }

    /** All variables, by rising address. */
    public List<Variable> variables() {
        return List.copyOf(variables.values());
    }

    /** The memory in which a network keeps its activations: the largest variable that is called an arena. */
    public Optional<Variable> arena() {
        return variables.values().stream()
                .filter(variable -> variable.name().contains("arena"))
                .max(Comparator.comparingLong(Variable::bytes));
    }
}
