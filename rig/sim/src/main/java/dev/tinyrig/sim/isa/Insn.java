package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import org.jspecify.annotations.Nullable;

/**
 * One decoded instruction at one address: operands extracted and immediates expanded.
 *
 * <p>A register that an encoding lacks is {@link Cpu#ZERO}, and PC as an operand becomes ZERO with its value in {@link
 * #imm}, so that {@code r[n] + shifted r[m] + imm} serves every operand and address.
 */
public final class Insn {
    public final Encoding encoding;
    public final int address;
    /** The address of the instruction behind this one. */
    public final int next;

    /** The first halfword above the second when there are two. */
    public final int word;

    public final boolean setsFlags;
    final Semantics semantics;

    /** Rd or Rt. */
    public final int d;
    /** Rn, the first operand or the base of an address. */
    public final int n;
    /** Rm, the operand that can be shifted. */
    public final int m;
    /** Ra, the second register of a pair, or RdHi. */
    public final int a;

    public final int imm;
    /** What the base register gains besides. */
    public final int writeBack;
    /** One of the constants of {@link Shifter}. */
    public final int shift;
    /** How far Rm is shifted. */
    public final int amount;
    /** The condition of a branch. */
    public final int condition;
    /** The carry after a logical instruction is bit 31 of the immediate, because it was rotated. */
    public final boolean rotated;
    /** Made when a cycle model asks first. */
    private @Nullable Traits traits;

    Insn(Encoding encoding, Fields fields, boolean inIt) {
        this.encoding = encoding;
        this.address = fields.address();
        this.next = address + encoding.pattern().bytes();
        this.word = fields.word();
        this.setsFlags = encoding.setsFlags(fields, inIt);
        this.semantics = encoding.semantics(setsFlags);
        int pair = fields.or('e', Cpu.ZERO);
        this.d = floating(fields, 'D', fields.or('d', fields.or('t', pair)));
        int first = floating(fields, 'N', fields.or('n', pair));
        int second = floating(fields, 'M', fields.or('m', Cpu.ZERO));
        this.a = fields.or('a', Cpu.ZERO);
        this.n = isPc(fields, 'N', first) ? Cpu.ZERO : first;
        this.m = isPc(fields, 'M', second) ? Cpu.ZERO : second;
        int immediate = encoding.immediateOf(fields);
        this.writeBack = encoding.index() == Index.OFFSET ? 0 : immediate;
        this.imm = (encoding.index() == Index.POST ? 0 : immediate)
                + (isPc(fields, 'N', first) ? fields.alignedPc() : 0)
                + (isPc(fields, 'M', second) ? address + 4 : 0);
        int type = fields.or('y', Shifter.LSL);
        this.amount = Shifter.amount(type, fields.or('h', 0));
        this.shift = type == Shifter.ROR && amount == 0 ? Shifter.RRX : type;
        this.condition = fields.or('c', 14);
        this.rotated = Immediates.isRotated(fields);
    }

    /** The number of a floating-point register, whose fifth bit is a letter of its own; others stay as they are. */
    private int floating(Fields fields, char fifthBit, int number) {
        if (!fields.has(fifthBit)) {
            return number;
        }
        return encoding.isSingle(fifthBit) ? number << 1 | fields.of(fifthBit) : fields.of(fifthBit) << 4 | number;
    }

    private static boolean isPc(Fields fields, char fifthBit, int number) {
        return number == Cpu.PC && !fields.has(fifthBit);
    }

    /** What a cycle model must know. */
    public Traits traits() {
        Traits known = traits;
        if (known == null) {
            known = new Traits(this);
            traits = known;
        }
        return known;
    }

    /** Whether this loads or stores a list of registers at SP without naming it. */
    boolean isStackBlock() {
        String mnemonic = encoding.mnemonic();
        return mnemonic.equals("push") || mnemonic.equals("pop");
    }

    public void execute(Cpu cpu) {
        semantics.execute(cpu, this);
    }

    /** Whether these bits are no encoding; executing them faults. */
    public boolean isUndefined() {
        return Undefined.holds(encoding);
    }

    /** The bits in memory, as hexadecimal halfwords in their order. */
    public String halfwords() {
        return encoding.pattern().bytes() == 2
                ? String.format("%04x", word)
                : String.format("%04x %04x", word >>> 16, word & 0xffff);
    }

    /** The assembler text. */
    @Override
    public String toString() {
        return Disassembly.of(this);
    }
}
