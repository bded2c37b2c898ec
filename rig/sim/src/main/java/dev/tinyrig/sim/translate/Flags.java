package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Shifter;
import dev.tinyrig.sim.translate.Bytecode.Label;

/**
 * Emits what sets and tests the flags. N and Z are copies of a result. C and V of a sum or difference are seldom looked
 * at, so its operands are kept and both are computed where they are needed: at a test, at the end of a block behind which
 * they are live, or after an exit.
 */
final class Flags {
    /** What FLAG_KIND can be: C and V are in their places, or follow from the sum or the difference of both operands. */
    static final int IN_PLACE = 0;

    static final int OF_SUM = 1;
    static final int OF_DIFFERENCE = 2;
    /** Added when C alone is in its place. */
    static final int CARRY_IN_PLACE = 4;

    private static final int UNKNOWN = -1;

    private final Guest guest;
    private final Bytecode code;
    /** FLAG_KIND, as far as it is known here. */
    private int kind = UNKNOWN;
    /** N and Z are of the same difference as C and V. */
    private boolean whole;
    /** C and V must be in place behind the next instruction that sets all flags. */
    private boolean eager;

    Flags(Guest guest) {
        this.guest = guest;
        this.code = guest.code;
    }

    void startBlock() {
        kind = UNKNOWN;
        whole = false;
    }

    /**
     * Emits what is executed under a condition. Behind it the flags are as known as before, unless it sets some: then
     * liveness has put in place what is needed.
     */
    void conditionally(boolean setsFlags, Runnable emission) {
        int kindBefore = kind;
        boolean wholeBefore = whole;
        emission.run();
        kind = setsFlags ? UNKNOWN : kindBefore;
        whole = !setsFlags && wholeBefore;
    }

    void eager(boolean on) {
        eager = on;
    }

    /** N and Z of a register. */
    void setNz(int register) {
        guest.get(register).keep(Guest.N);
        guest.get(register).keep(Guest.Z);
        whole = false;
    }

    /** N and Z of the top of the stack, which is popped. */
    void popNz() {
        code.op(Op.DUP);
        guest.keep(Guest.N).keep(Guest.Z);
        whole = false;
    }

    /** C of a shifted or rotated operand, as {@link Shifter#operandWithCarry} sets it. */
    void setCarry(Insn insn) {
        if (insn.rotated) {
            guest.constant(insn.imm >>> 31);
        } else if (insn.amount != 0) {
            carryOut(guest.get(insn.m), insn.shift, insn.amount);
        } else {
            return;
        }
        guest.keep(Guest.C);
        carryIsInPlace();
    }

    /** C of the value in scratch shifted by the amount in scratch, which leaves it alone when that is 0. */
    void setCarryOfShift(int type) {
        needCarry();
        Label none = code.label();
        test(Guest.OTHER, Op.IFEQ, none);
        guest.kept(Guest.VALUE).constant(type).kept(Guest.OTHER);
        code.invokeStatic(Guest.SHIFTER, "carry", "(III)I");
        guest.keep(Guest.C);
        code.place(none);
        carryIsInPlace();
    }

    private static void carryOut(Guest guest, int type, int amount) {
        int bit =
                switch (type) {
                    case Shifter.LSL -> 32 - amount;
                    case Shifter.ASR -> Math.min(amount - 1, 31);
                    default -> amount - 1;
                };
        guest.constant(bit).op(Op.IUSHR).constant(1).op(Op.IAND);
    }

    private void carryIsInPlace() {
        guest.kept(Guest.FLAG_KIND).constant(CARRY_IN_PLACE).op(Op.IOR).keep(Guest.FLAG_KIND);
        kind = UNKNOWN;
        whole = false;
    }

    /** All flags of the operands in scratch, which become FLAG_LEFT and FLAG_RIGHT; leaves the result on the stack. */
    void setAll(int kindOfResult) {
        guest.kept(Guest.VALUE).keep(Guest.FLAG_LEFT);
        guest.kept(Guest.OTHER).keep(Guest.FLAG_RIGHT);
        guest.kept(Guest.VALUE).kept(Guest.OTHER).op(kindOfResult == OF_SUM ? Op.IADD : Op.ISUB);
        guest.keep(Guest.N).kept(Guest.N).keep(Guest.Z);
        guest.constant(kindOfResult).keep(Guest.FLAG_KIND);
        kind = kindOfResult;
        whole = true;
        if (eager) {
            putInPlace();
        }
        guest.kept(Guest.N);
    }

    /** The sum of both operands in scratch and C, with all flags in place; leaves the result on the stack. */
    void setAllWithCarry() {
        needCarry();
        guest.kept(Guest.VALUE).kept(Guest.OTHER).op(Op.IADD).kept(Guest.C).op(Op.IADD);
        guest.keep(Guest.N).kept(Guest.N).keep(Guest.Z);
        carryOfSum(Guest.VALUE, Guest.OTHER);
        overflow(Guest.VALUE, Guest.OTHER, Guest.N, Guest.OTHER);
        inPlace();
        guest.kept(Guest.N);
    }

    private void inPlace() {
        guest.constant(IN_PLACE).keep(Guest.FLAG_KIND);
        kind = IN_PLACE;
        whole = false;
    }

    /** All flags were written to the fields of the processor. */
    void reload() {
        String[] fields = {"nf", "zf", "cf", "vf"};
        for (int flag = 0; flag < fields.length; flag++) {
            code.aload(Guest.PROCESSOR).getField(Guest.CPU, fields[flag], "I").istore(Guest.N + flag);
        }
        inPlace();
    }

    /** Makes C usable. */
    void needCarry() {
        if (kind == OF_SUM || kind == OF_DIFFERENCE) {
            putInPlace();
        }
    }

    /** Computes C and V of a kind that is known; one that is not is in place, because liveness asked for that. */
    private void putInPlace() {
        int x = Guest.FLAG_LEFT;
        int y = Guest.FLAG_RIGHT;
        if (kind == OF_SUM) {
            result(Op.IADD);
            carryOfSum(x, y);
            overflow(x, y, Guest.OFFSET, y);
        } else {
            result(Op.ISUB);
            carryOfDifference(x, y);
            overflow(x, y, Guest.OFFSET, x);
        }
        boolean kept = whole;
        inPlace();
        whole = kept;
    }

    private void result(int operation) {
        guest.kept(Guest.FLAG_LEFT).kept(Guest.FLAG_RIGHT).op(operation).keep(Guest.OFFSET);
    }

    /** The carry out of x + y: bit 31 of {@code x & y | (x | y) & ~sum}; the sum is in N or OFFSET. */
    private void carryOfSum(int x, int y) {
        int sum = x == Guest.VALUE ? Guest.N : Guest.OFFSET;
        guest.kept(x).kept(y).op(Op.IAND);
        guest.kept(x).kept(y).op(Op.IOR).kept(sum).constant(-1).op(Op.IXOR).op(Op.IAND);
        guest.op(Op.IOR).constant(31).op(Op.IUSHR).keep(Guest.C);
    }

    private void carryOfDifference(int x, int y) {
        Label borrow = code.label();
        guest.constant(0).keep(Guest.C);
        unsigned(x).compare(y, Op.IF_ICMPLT, borrow);
        guest.constant(1).keep(Guest.C);
        code.place(borrow);
    }

    /** V of a sum is {@code (x ^ sum) & (y ^ sum)}, of a difference {@code (x ^ y) & (x ^ difference)}. */
    private void overflow(int x, int y, int result, int last) {
        boolean difference = last == x;
        guest.kept(x).kept(difference ? y : result).op(Op.IXOR);
        guest.kept(last).kept(result).op(Op.IXOR).op(Op.IAND).keep(Guest.V);
    }

    private Flags unsigned(int local) {
        guest.kept(local).constant(Integer.MIN_VALUE).op(Op.IXOR);
        return this;
    }

    private void compare(int local, int branch, Label target) {
        guest.kept(local).constant(Integer.MIN_VALUE).op(Op.IXOR);
        code.jump(branch, target);
    }

    /** Jumps if a condition fails. */
    void unless(int condition, Label target) {
        jump(condition ^ 1, target);
    }

    /** Jumps if a condition (A7.3) holds; it is not AL. */
    void jump(int condition, Label target) {
        if (whole && kind == OF_DIFFERENCE && jumpOnDifference(condition, target)) {
            return;
        }
        boolean usesCarryOrOverflow = condition >> 1 == 1 || condition >> 1 >= 3;
        if (usesCarryOrOverflow && (kind == OF_SUM || kind == OF_DIFFERENCE)) {
            putInPlace();
        }
        boolean holds = (condition & 1) == 0;
        switch (condition >> 1) {
            case 0 -> test(Guest.Z, holds ? Op.IFEQ : Op.IFNE, target);
            case 1 -> test(Guest.C, holds ? Op.IFNE : Op.IFEQ, target);
            case 2 -> test(Guest.N, holds ? Op.IFLT : Op.IFGE, target);
            case 3 -> test(Guest.V, holds ? Op.IFLT : Op.IFGE, target);
            case 4 -> jumpIfHigher(holds, target);
            case 5 -> jumpOnSign(holds, target);
            default -> jumpIfGreater(holds, target);
        }
    }

    private boolean jumpOnDifference(int condition, Label target) {
        int branch =
                switch (condition) {
                    case 0 -> Op.IF_ICMPEQ;
                    case 1 -> Op.IF_ICMPNE;
                    case 2, 10 -> Op.IF_ICMPGE;
                    case 3, 11 -> Op.IF_ICMPLT;
                    case 8, 12 -> Op.IF_ICMPGT;
                    case 9, 13 -> Op.IF_ICMPLE;
                    default -> 0;
                };
        boolean unsigned = condition == 2 || condition == 3 || condition == 8 || condition == 9;
        if (branch == 0) {
            return false;
        }
        if (unsigned) {
            unsigned(Guest.FLAG_LEFT).compare(Guest.FLAG_RIGHT, branch, target);
        } else {
            guest.kept(Guest.FLAG_LEFT).kept(Guest.FLAG_RIGHT);
            code.jump(branch, target);
        }
        return true;
    }

    private void test(int local, int branch, Label target) {
        guest.kept(local);
        code.jump(branch, target);
    }

    private void jumpIfHigher(boolean holds, Label target) {
        Label fails = code.label();
        test(Guest.C, Op.IFEQ, holds ? fails : target);
        test(Guest.Z, holds ? Op.IFNE : Op.IFEQ, target);
        code.place(fails);
    }

    private void jumpOnSign(boolean greaterOrEqual, Label target) {
        guest.kept(Guest.N).kept(Guest.V).op(Op.IXOR);
        code.jump(greaterOrEqual ? Op.IFGE : Op.IFLT, target);
    }

    private void jumpIfGreater(boolean holds, Label target) {
        Label fails = code.label();
        test(Guest.Z, Op.IFEQ, holds ? fails : target);
        jumpOnSign(holds, target);
        code.place(fails);
    }

    /** Whether an instruction sets N, Z, C and V, whatever they were. */
    static boolean setsAll(Insn insn) {
        String name = Names.of(insn);
        boolean arithmetic =
                switch (name) {
                    case "add", "sub", "rsb", "adc", "sbc" -> insn.setsFlags;
                    case "cmp", "cmn" -> true;
                    default -> false;
                };
        return arithmetic || insn.encoding.text().startsWith("vmrs APSR");
    }

    /** Whether an instruction sets any of them. */
    static boolean setsSome(Insn insn) {
        String name = Names.of(insn);
        return insn.setsFlags || setsAll(insn) || name.equals("tst") || name.equals("teq");
    }

    /** Whether an instruction or its condition looks at C or V. */
    static boolean usesCarryOrOverflow(Step step) {
        String name = Names.of(step.insn());
        int condition = step.isConditional() ? step.condition() : step.insn().condition;
        boolean tests = condition < 14 && (condition >> 1 == 1 || condition >> 1 >= 3);
        return tests
                || name.equals("adc")
                || name.equals("sbc")
                || name.startsWith("vsel")
                || (step.insn().setsFlags && byRegister(step.insn()));
    }

    /** A shift by a register leaves C alone when it shifts by nothing. */
    static boolean byRegister(Insn insn) {
        return switch (Names.of(insn)) {
            case "lsl", "lsr", "asr", "ror" -> !insn.encoding.pattern().has('h');
            default -> false;
        };
    }
}
