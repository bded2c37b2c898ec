package dev.tinyrig.sim.memory;

/** Is told of stores into a memory from which instructions were decoded. */
@FunctionalInterface
public interface CodeWatcher {
    void written(int offset, int bytes);
}
