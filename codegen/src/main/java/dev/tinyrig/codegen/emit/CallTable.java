package dev.tinyrig.codegen.emit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Calls as rows of a table, and the loop that interprets them. It is here to be measured: what straight-line code saves is
 * the difference.
 */
final class CallTable {
    private final List<KernelCall> calls;

    CallTable(List<KernelCall> calls) {
        this.calls = calls;
    }

    /** A row's type, a function per kernel that takes its operands from a row, and the table. */
    void writeDefinitions(CWriter writer) {
        int most =
                calls.stream().mapToInt(call -> call.arguments().size()).max().orElse(0);
        writer.lines(
                """
                struct net_step {
                    void (*run)(void *const *operands);
                    void *operands[%d];
                };
                """
                        .formatted(Math.max(1, most)));
        arities().forEach((function, arity) -> writer.blank()
                .function(
                        "static void run_%s(void *const *operands)".formatted(function),
                        () -> writer.lines(arity == 0 ? "(void)operands;" : "").lines(statement(function, arity))));
        writer.blank().lines("static const struct net_step net_steps[] = {");
        calls.forEach(call -> writer.lines("    " + row(call)));
        writer.lines("};");
    }

    void writeLoop(CWriter writer) {
        writer.block(
                "for (const struct net_step *step = net_steps; step != net_steps + %d; step++)".formatted(calls.size()),
                () -> writer.lines("step->run(step->operands);"));
    }

    private Map<String, Integer> arities() {
        Map<String, Integer> arities = new LinkedHashMap<>();
        calls.forEach(call -> arities.put(call.function(), call.arguments().size()));
        return Collections.unmodifiableMap(arities);
    }

    private static String statement(String function, int arity) {
        String operands =
                IntStream.range(0, arity).mapToObj("operands[%d]"::formatted).collect(Collectors.joining(", "));
        return "%s(%s);".formatted(function, operands);
    }

    private static String row(KernelCall call) {
        String operands = call.arguments().stream()
                .map(argument -> "(void *)(" + argument + ")")
                .collect(Collectors.joining(", "));
        return "{.run = run_%s, .operands = {%s}},".formatted(call.function(), operands.isEmpty() ? "0" : operands);
    }
}
