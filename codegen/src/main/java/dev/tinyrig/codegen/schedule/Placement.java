package dev.tinyrig.codegen.schedule;

/**
 * Where one tensor lies in the arena, and when.
 *
 * @param tensor its id
 * @param offset from the start of the arena
 * @param bytes its size, without alignment
 * @param firstStep index of the step that writes it; 0 for the network's input
 * @param lastStep index of the last step that needs it
 */
public record Placement(int tensor, int offset, int bytes, int firstStep, int lastStep) {}
