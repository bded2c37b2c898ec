package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Kind;
import java.util.List;

/** Where an instruction goes next. */
enum Flow {
    /** To the one behind it. */
    NEXT,
    /** To a known address, always or under a condition. */
    JUMP,
    /** To a known address, with the one behind it in LR. */
    CALL,
    /** To where a register or memory says. */
    COMPUTED,
    /** Only the interpreter knows. */
    UNKNOWN;

    static Flow of(Insn insn) {
        String name = Names.of(insn);
        String text = insn.encoding.text();
        Kind kind = insn.traits().kind;
        if (name.equals("bl")) {
            return CALL;
        }
        if (name.equals("bx") || name.equals("blx")) {
            return COMPUTED;
        }
        if (kind == Kind.BRANCH || kind == Kind.CONDITIONAL_BRANCH) {
            return JUMP;
        }
        boolean loadsPc = kind == Kind.LOAD_MULTIPLE && (insn.imm & 1 << Cpu.PC) != 0;
        if (loadsPc || kind == Kind.TABLE_BRANCH || text.contains(" pc,")) {
            return COMPUTED;
        }
        return Emissions.handle(insn) ? NEXT : UNKNOWN;
    }

    /** Whether a step goes on to the one behind it under some condition. */
    static boolean mayFallThrough(Step step) {
        boolean conditional = step.isConditional() || step.insn().traits().kind == Kind.CONDITIONAL_BRANCH;
        return of(step.insn()) == NEXT || (conditional && of(step.insn()) != UNKNOWN);
    }

    /** The known addresses to which the last step of a block can go. */
    static List<Integer> targets(Block block) {
        if (block.size() == 0) {
            return List.of();
        }
        Step last = block.last();
        int target = last.insn().imm;
        boolean jumps = of(last.insn()) == JUMP;
        if (mayFallThrough(last)) {
            return jumps ? List.of(block.end(), target) : List.of(block.end());
        }
        return jumps ? List.of(target) : List.of();
    }
}
