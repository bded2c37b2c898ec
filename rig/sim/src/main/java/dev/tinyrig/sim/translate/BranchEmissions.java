package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.translate.Bytecode.Label;

/** Emits where a block goes. */
final class BranchEmissions {
    private final Guest guest;
    private final Flags flags;
    private final Bytecode code;
    private final RegionCompiler.Places places;

    BranchEmissions(Guest guest, Flags flags, RegionCompiler.Places places) {
        this.guest = guest;
        this.flags = flags;
        this.code = guest.code;
        this.places = places;
    }

    /** The last step of a block, which branches. */
    void emit(Step last, Block block) {
        if (!last.isConditional()) {
            branch(last.insn(), block);
            return;
        }
        Label skipped = code.label();
        flags.unless(last.condition(), skipped);
        guest.noteExecuted();
        branch(last.insn(), block);
        code.place(skipped);
        goOn(block);
    }

    /** To what is behind the block; an IT block that is cut is left. */
    void goOn(Block block) {
        int itState = block.last().itStateBehind();
        if (itState == 0) {
            goTo(block.end());
        } else {
            Label exit = guest.exit(new Exit(block.end(), 0, itState, Exit.Why.ONWARD));
            guest.endBlock(() -> guest.constant(block.end()), exit);
            code.jump(Op.GOTO, exit);
        }
    }

    private void goTo(int address) {
        Label place = places.of(address);
        Label timeIsUp = places.isInside(address) ? guest.exit(new Exit(address, 0, 0, Exit.Why.LIMIT)) : place;
        guest.endBlock(() -> guest.constant(address), timeIsUp);
        code.jump(Op.GOTO, place);
    }

    private void branch(Insn insn, Block block) {
        switch (Flow.of(insn)) {
            case JUMP -> jump(insn, block);
            case CALL -> {
                guest.constant(insn.next | 1).set(Cpu.LR);
                goTo(insn.imm);
            }
            case COMPUTED -> computed(insn);
            case UNKNOWN -> code.jump(Op.GOTO, guest.interpreted());
            case NEXT -> throw new IllegalArgumentException(insn + " is no branch");
        }
    }

    private void jump(Insn insn, Block block) {
        boolean isConditional = insn.traits().kind == Kind.CONDITIONAL_BRANCH;
        if (isConditional) {
            Label taken = code.label();
            condition(insn, taken);
            goOn(block);
            code.place(taken);
        }
        goTo(insn.imm);
    }

    private void condition(Insn insn, Label taken) {
        String name = Names.of(insn);
        if (name.equals("cbz") || name.equals("cbnz")) {
            guest.get(insn.n);
            code.jump(name.equals("cbz") ? Op.IFEQ : Op.IFNE, taken);
        } else {
            flags.jump(insn.condition, taken);
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
            guest.constant(insn.address + 4).op(Op.IADD);
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
        Label exit = guest.exit(new Exit(0, 0, 0, Exit.Why.COMPUTED));
        code.aload(Guest.THIS);
        pushTarget();
        code.putField(Guest.TRANSLATION, "target", "I");
        guest.endBlock(this::pushTarget, exit);
        code.jump(Op.GOTO, exit);
    }

    private void pushTarget() {
        guest.kept(Guest.VALUE).constant(~1).op(Op.IAND);
    }
}
