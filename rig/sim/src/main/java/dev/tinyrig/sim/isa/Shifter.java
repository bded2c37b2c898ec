package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;

/** The shifts of an operand (A7.4.2), with and without the carry that logical instructions take from them. */
public final class Shifter {
    public static final int LSL = 0;
    public static final int LSR = 1;
    public static final int ASR = 2;
    public static final int ROR = 3;
    public static final int RRX = 4;

    private Shifter() {}

    /** The amount that an immediate field means: LSR and ASR by 0 mean 32. */
    static int amount(int type, int field) {
        return field == 0 && (type == LSR || type == ASR) ? 32 : field;
    }

    /** The second operand of data processing: a register, a shifted register or an immediate. */
    static int operand(Cpu cpu, Insn insn) {
        int value = cpu.r[insn.m];
        return insn.shift == LSL
                ? (value << insn.amount) + insn.imm
                : shift(value, insn.shift, insn.amount, cpu.cf) + insn.imm;
    }

    /** The second operand, with C set to the carry of its shift or rotation. */
    static int operandWithCarry(Cpu cpu, Insn insn) {
        int operand = operand(cpu, insn);
        if (insn.rotated) {
            cpu.cf = operand >>> 31;
        } else if (insn.amount != 0 || insn.shift == RRX) {
            cpu.cf = carry(cpu.r[insn.m], insn.shift, insn.amount);
        }
        return operand;
    }

    /** An amount of 0 to 255, as the bottom byte of a register gives. */
    public static int shift(int value, int type, int amount, int carry) {
        return switch (type) {
            case LSL -> amount < 32 ? value << amount : 0;
            case LSR -> amount < 32 ? value >>> amount : 0;
            case ASR -> value >> Math.min(amount, 31);
            case ROR -> Integer.rotateRight(value, amount);
            default -> value >>> 1 | carry << 31;
        };
    }

    /** The last bit shifted out; the amount is not 0 unless the type is RRX. */
    public static int carry(int value, int type, int amount) {
        return switch (type) {
            case LSL -> amount <= 32 ? value >>> (32 - amount) & 1 : 0;
            case LSR -> amount <= 32 ? value >>> (amount - 1) & 1 : 0;
            case ASR -> value >> Math.min(amount - 1, 31) & 1;
            case ROR -> value >>> (amount - 1) & 1;
            default -> value & 1;
        };
    }
}
