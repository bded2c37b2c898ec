package dev.tinyrig.rig.bench.board.probe;

/** Where a core was when it was halted: program counter, link register, and the configurable fault status. */
public record CoreState(int pc, int lr, int cfsr) {}
