package dev.tinyrig.rig.bench;

import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.target.Target;

/** A place where firmware runs: an emulator, a simulator, a board, a recording, or a fake. */
public interface Bench {
    /** Unique in its lab, such as {@code qemu-0}. */
    String name();

    /** What this bench's counts are worth. */
    Fidelity fidelity();

    boolean runs(Target target);

    /** Whether other processes use it as well, so that it is kept no longer than it is needed. */
    default boolean isShared() {
        return false;
    }

    /** How much it has suffered so far; of two benches that would do, the less worn is lent. */
    default long wear() {
        return 0;
    }

    /** Whether it must show that it works, once it has failed, before it can be had again. */
    default boolean provesItself() {
        return false;
    }

    /** Something is wrong with it that it does not know of; where it can, it proves itself before it is had again. */
    default void doubt(String why) {}

    /**
     * Sole use of the bench for one target until the session is closed.
     *
     * @throws BenchException if the bench cannot be had: what is missing and what to do
     */
    Session open(Target target);
}
