package dev.tinyrig.codegen.emit;

import java.util.List;

/**
 * One step in C.
 *
 * @param summary operator, shapes and cost, for the comment above the call
 * @param parameters the definition of the kernel's parameter structure
 * @param function what is called
 * @param arguments pointers, in C
 */
record KernelCall(String summary, String parameters, String function, List<String> arguments) {
    KernelCall {
        arguments = List.copyOf(arguments);
    }

    /** The statement that runs it. */
    String statement() {
        return "%s(%s);".formatted(function, String.join(", ", arguments));
    }
}
