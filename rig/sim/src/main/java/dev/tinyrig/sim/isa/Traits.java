package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;

/**
 * What a cycle model must know of one decoded instruction. Sets of registers are bits: R0 to R14 are bits 0 to 14, the flags
 * are bit 16, S0 to S31 are bits 32 to 63.
 */
public final class Traits {
    /** The bit of the flags. */
    public static final long FLAGS = 1L << 16;

    private static final int FIRST_SINGLE = 32;
    private static final int LSL = Shifter.LSL;

    public final Kind kind;
    public final boolean isWide;
    /** An operand goes through the shifter on its way. */
    public final boolean shifts;
    /** The offset of the address is in a register. */
    public final boolean offsetInRegister;
    /** How many words are loaded or stored. */
    public final int words;
    /** How many bytes one element has. */
    public final int bytes;

    /** Registers that make the address. */
    public final long addressed;
    /** Registers that are stored. */
    public final long stored;
    /** Other operands, and the flags. */
    public final long operands;
    /** The operand that is shifted, extended or inserted. */
    public final long shifted;
    /** Addends of multiplications. */
    public final long accumulators;
    /** Results that are not a base register. */
    public final long written;
    /** The base register, when it is written back. */
    public final long base;

    /** The address is {@code r[first] + (r[second] << scale) + offset}. */
    public final int first;

    public final int second;
    public final int scale;
    public final int offset;

    Traits(Insn i) {
        Encoding row = i.encoding;
        kind = Kind.of(row);
        isWide = row.pattern().bytes() == 4;
        boolean usesSp = row.text().contains("[sp") || i.isStackBlock();
        boolean fromPc = kind == Kind.TABLE_BRANCH && row.text().contains("[pc");
        first = usesSp ? Cpu.SP : i.n;
        second = i.m;
        scale = row.text().startsWith("tbh") ? 1 : i.amount;
        words = wordsOf(i);
        offset = fromPc ? i.next : offsetOf(i);
        bytes = bytesOf(row);
        offsetInRegister = kind.isMemory() && i.m != Cpu.ZERO;
        shifts = !kind.isMemory() && (i.amount != 0 || i.shift != LSL) && i.m != Cpu.ZERO;
        addressed = kind.isMemory() ? core(first) | core(second) : 0;
        Operands sets = Operands.of(i, kind, words);
        stored = sets.stored();
        operands = sets.operands();
        shifted = shiftedEarly(i);
        accumulators = sets.accumulators();
        written = sets.written();
        base = writesBase(i, usesSp) ? core(first) : 0;
    }

    /** SXTAB and its kin and PKH shift Rm on its way, BFI its Rn. */
    private long shiftedEarly(Insn i) {
        String mnemonic = i.encoding.mnemonic();
        if (mnemonic.startsWith("bfi")) {
            return core(i.n);
        }
        return shifts || mnemonic.contains("xta") || mnemonic.startsWith("pkh") ? core(i.m) : 0;
    }

    static long core(int register) {
        return register < Cpu.PC ? 1L << register : 0;
    }

    static long singles(int from, int count) {
        long bits = 0;
        for (int at = from; at < from + count && at < 32; at++) {
            bits |= 1L << (FIRST_SINGLE + at);
        }
        return bits;
    }

    private boolean writesBase(Insn i, boolean usesSp) {
        boolean block = kind == Kind.LOAD_MULTIPLE || kind == Kind.STORE_MULTIPLE;
        boolean floatBlock = kind == Kind.FLOAT_LOAD_MULTIPLE || kind == Kind.FLOAT_STORE_MULTIPLE;
        if (block) {
            return usesSp || !isWide || (i.word & 1 << 21) != 0;
        }
        return floatBlock ? (i.word & 1 << 21) != 0 : i.writeBack != 0;
    }

    private int wordsOf(Insn i) {
        return switch (kind) {
            case LOAD_MULTIPLE, STORE_MULTIPLE -> Integer.bitCount(i.imm);
            case LOAD_PAIR, STORE_PAIR -> 2;
            case FLOAT_LOAD_MULTIPLE, FLOAT_STORE_MULTIPLE -> i.word & 0xff;
            case FLOAT_LOAD, FLOAT_STORE -> i.encoding.isSingle('D') ? 1 : 2;
            default -> kind.isMemory() ? 1 : 0;
        };
    }

    private int offsetOf(Insn i) {
        String mnemonic = i.encoding.mnemonic();
        boolean down = mnemonic.equals("push") || mnemonic.contains("mdb");
        if (kind.isBlock() && kind != Kind.LOAD_PAIR && kind != Kind.STORE_PAIR) {
            return down ? -4 * words : 0;
        }
        return i.imm;
    }

    private int bytesOf(Encoding row) {
        String mnemonic = row.mnemonic();
        if (kind != Kind.NARROW_LOAD && kind != Kind.NARROW_STORE && kind != Kind.TABLE_BRANCH) {
            return 4;
        }
        return mnemonic.startsWith("tbb") || mnemonic.contains("b") ? 1 : 2;
    }

    /** Where the instruction will load or store, before it has been executed. */
    public int address(Cpu cpu) {
        return cpu.r[first] + (cpu.r[second] << scale) + offset;
    }
}
