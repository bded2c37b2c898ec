package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.translate.Bytecode.Label;
import java.util.function.IntFunction;

/** Emits where a block goes. */
final class BranchEmissions {
    private final Guest guest;
    private final Flags flags;
    private final Bytecode code;
    /** The block or the exit for an address. */
    private final IntFunction<Label> places;

    BranchEmissions(Guest guest, Flags flags, IntFunction<Label> places) {
        this.guest = guest;
        this.flags = flags;
        this.code = guest.code;
        this.places = places;
    }

    /** The last step of a block, which branches. */
    void emit(Step last, Label behind) {
        Insn insn = last.insn();
        if (last.isConditional()) {
            flags.unless(last.condition(), behind);
        }
        switch (Flow.of(insn)) {
            case JUMP -> jump(insn, behind);
            case CALL -> {
                guest.constant(insn.next | 1).set(Cpu.LR);
                code.jump(Op.GOTO, places.apply(insn.imm));
            }
            case COMPUTED -> computed(insn);
            case UNKNOWN -> code.jump(Op.GOTO, guest.interpreted());
            case NEXT -> throw new IllegalArgumentException(insn + " is no branch");
        }
    }

    private void jump(Insn insn, Label behind) {
        Label target = places.apply(insn.imm);
        String name = Names.of(insn);
        if (name.equals("cbz") || name.equals("cbnz")) {
            guest.get(insn.n);
            code.jump(name.equals("cbz") ? Op.IFEQ : Op.IFNE, target);
            code.jump(Op.GOTO, behind);
        } else if (insn.traits().kind == Kind.CONDITIONAL_BRANCH && insn.condition < 14) {
            flags.jump(insn.condition, target);
            code.jump(Op.GOTO, behind);
        } else {
            code.jump(Op.GOTO, target);
        }
    }

    private void computed(Insn insn) {
        String name = Names.of(insn);
        switch (insn.traits().kind) {
            case LOAD_MULTIPLE -> pop(insn);
            case TABLE_BRANCH -> table(insn, name.equals("tbb") ? Width.BYTE : Width.HALF);
            case LOAD -> load(insn);
            case BRANCH -> {
                guest.operand(insn).keep(Guest.VALUE);
                checkTarget();
                if (name.equals("blx")) {
                    guest.constant(insn.next | 1).set(Cpu.LR);
                }
                leave();
            }
            default -> writePc(insn, name);
        }
    }

    /** MOV and ADD to PC; only a branch to 0xF... could be more than a branch. */
    private void writePc(Insn insn, String name) {
        guest.operand(insn);
        if (name.equals("add")) {
            guest.constant(insn.address + 4).op(Op.IADD).constant(~1).op(Op.IAND);
        }
        guest.constant(1).op(Op.IOR).keep(Guest.VALUE);
        checkTarget();
        leave();
    }

    private void pop(Insn insn) {
        Memory memory = new Memory(guest);
        MemoryEmissions.address(guest, insn);
        memory.locate(insn.traits().words, guest.interpreted());
        memory.word(insn.traits().words - 1);
        guest.keep(Guest.VALUE);
        checkTarget();
        BlockEmissions.moveBase(guest, insn);
        BlockEmissions.loadRegisters(guest, memory, insn);
        leave();
    }

    private void load(Insn insn) {
        MemoryEmissions.address(guest, insn);
        new Memory(guest).load(Width.WORD, () -> guest.keep(Guest.VALUE));
        checkTarget();
        if (insn.writeBack != 0) {
            guest.get(insn.n).constant(insn.writeBack).op(Op.IADD).set(insn.n);
        }
        leave();
    }

    private void table(Insn insn, Width width) {
        MemoryEmissions.address(guest, insn);
        new Memory(guest).load(width, () -> guest.keep(Guest.VALUE));
        guest.kept(Guest.VALUE).constant(1).op(Op.ISHL).constant(insn.next).op(Op.IADD);
        guest.constant(1).op(Op.IOR).keep(Guest.VALUE);
        leave();
    }

    /** Exception returns and targets without the Thumb bit are for the interpreter. */
    private void checkTarget() {
        Label interpreted = guest.interpreted();
        guest.kept(Guest.VALUE).constant(1).op(Op.IAND);
        code.jump(Op.IFEQ, interpreted);
        guest.kept(Guest.VALUE).constant(28).op(Op.IUSHR).constant(15);
        code.jump(Op.IF_ICMPEQ, interpreted);
    }

    private void leave() {
        code.aload(Guest.THIS);
        guest.kept(Guest.VALUE).constant(~1).op(Op.IAND);
        code.putField(Guest.TRANSLATION, "target", "I");
        code.jump(Op.GOTO, guest.exit(new Exit(0, 0, 0, Exit.Why.COMPUTED)));
    }
}
