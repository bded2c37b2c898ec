package dev.tinyrig.codegen.emit;

/**
 * One step in C.
 *
 * @param summary operator, shapes and cost, for the comment above the call
 * @param parameters the definition of the kernel's parameter structure
 * @param call the statement that runs it
 */
record KernelCall(String summary, String parameters, String call) {}
