package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Kind;

/**
 * One instruction of a block.
 *
 * @param itState ITSTATE before it, 0 outside IT blocks
 */
record Step(Insn insn, int itState) {
    private static final int ALWAYS = 14;

    /** Whether it stands in an IT block and may be skipped. */
    boolean isConditional() {
        return condition() < ALWAYS;
    }

    /** The condition under which it is executed. */
    int condition() {
        return itState == 0 ? ALWAYS : itState >>> 4;
    }

    /** ITSTATE behind it (DDI 0403E, ITAdvance). */
    int itStateBehind() {
        if (insn.traits().kind == Kind.IT) {
            return insn.word & 0xff;
        }
        return (itState & 7) == 0 ? 0 : (itState & 0xe0) | (itState << 1 & 0x1f);
    }
}
