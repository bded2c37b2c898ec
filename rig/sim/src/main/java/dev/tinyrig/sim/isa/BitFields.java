package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import java.util.ArrayList;
import java.util.List;

/** Bit fields, extension, packing, reversal and saturation of one register (A5.3.3, A5.3.12, A5.3.15). */
final class BitFields {
    private BitFields() {}

    static List<Encoding> encodings() {
        List<Encoding> rows = new ArrayList<>(extensions());
        rows.addAll(reversals());
        rows.addAll(List.of(
                Encoding.of("11110011011011110hhhddddhh0iiiii", "bfc %d, #%A, #%i", BitFields::bfi)
                        .immediate(fields -> fields.of('i') - fields.of('h') + 1)
                        .when(BitFields::hasWidth),
                Encoding.of("111100110110nnnn0hhhddddhh0iiiii", "bfi %d, %n, #%A, #%i", BitFields::bfi)
                        .immediate(fields -> fields.of('i') - fields.of('h') + 1)
                        .when(BitFields::hasWidth),
                Encoding.of("111100110100nnnn0hhhddddhh0iiiii", "sbfx %d, %n, #%A, #%i", BitFields::sbfx)
                        .immediate(fields -> fields.of('i') + 1)
                        .when(BitFields::fits),
                Encoding.of("111100111100nnnn0hhhddddhh0iiiii", "ubfx %d, %n, #%A, #%i", BitFields::ubfx)
                        .immediate(fields -> fields.of('i') + 1)
                        .when(BitFields::fits),
                Encoding.of("111100110010nnnn0000dddd0000iiii", "ssat16 %d, #%i, %n", BitFields::ssat16)
                        .immediate(fields -> fields.of('i') + 1),
                Encoding.of("111100111010nnnn0000dddd0000iiii", "usat16 %d, #%i, %n", BitFields::usat16),
                Encoding.of("1111001100yynnnn0hhhddddhh0iiiii", "ssat %d, #%i, %n%h", BitFields::ssat)
                        .immediate(fields -> fields.of('i') + 1)
                        .when(BitFields::isSaturationShift),
                Encoding.of("1111001110yynnnn0hhhddddhh0iiiii", "usat %d, #%i, %n%h", BitFields::usat)
                        .when(BitFields::isSaturationShift),
                Encoding.of("111010101100nnnn0hhhddddhh00mmmm", "pkhbt %d, %n, %m%h", BitFields::pkhbt),
                Encoding.of("111010101100nnnn0hhhddddhhyymmmm", "pkhtb %d, %n, %m%h", BitFields::pkhtb)
                        .when(fields -> fields.of('y') == Shifter.ASR)));
        return rows;
    }

    private static List<Encoding> extensions() {
        List<Encoding> rows = new ArrayList<>();
        rows.add(Encoding.of("1011001000mmmddd", "sxth %d, %m", BitFields::sxtah));
        rows.add(Encoding.of("1011001001mmmddd", "sxtb %d, %m", BitFields::sxtab));
        rows.add(Encoding.of("1011001010mmmddd", "uxth %d, %m", BitFields::uxtah));
        rows.add(Encoding.of("1011001011mmmddd", "uxtb %d, %m", BitFields::uxtab));
        addExtension(rows, "000", "sxth.w", "sxtah", BitFields::sxtah);
        addExtension(rows, "001", "uxth.w", "uxtah", BitFields::uxtah);
        addExtension(rows, "010", "sxtb16", "sxtab16", BitFields::sxtab16);
        addExtension(rows, "011", "uxtb16", "uxtab16", BitFields::uxtab16);
        addExtension(rows, "100", "sxtb.w", "sxtab", BitFields::sxtab);
        addExtension(rows, "101", "uxtb.w", "uxtab", BitFields::uxtab);
        return rows;
    }

    /** The extension alone, whose Rn is 1111 and reads as 0, and the one that adds. */
    private static void addExtension(List<Encoding> rows, String op, String alone, String adding, Semantics semantics) {
        rows.add(Encoding.of("111110100" + op + "11111111dddd10iimmmm", alone + " %d, %m, ror #%i", semantics)
                .immediate(fields -> 8 * fields.of('i')));
        rows.add(Encoding.of("111110100" + op + "nnnn1111dddd10iimmmm", adding + " %d, %n, %m, ror #%i", semantics)
                .immediate(fields -> 8 * fields.of('i')));
    }

    private static List<Encoding> reversals() {
        return List.of(
                Encoding.of("1011101000mmmddd", "rev %d, %m", BitFields::rev),
                Encoding.of("1011101001mmmddd", "rev16 %d, %m", BitFields::rev16),
                Encoding.of("1011101011mmmddd", "revsh %d, %m", BitFields::revsh),
                Encoding.of("111110101001nnnn1111dddd1000mmmm", "rev.w %d, %m", BitFields::rev),
                Encoding.of("111110101001nnnn1111dddd1001mmmm", "rev16.w %d, %m", BitFields::rev16),
                Encoding.of("111110101001nnnn1111dddd1010mmmm", "rbit %d, %m", BitFields::rbit),
                Encoding.of("111110101001nnnn1111dddd1011mmmm", "revsh.w %d, %m", BitFields::revsh),
                Encoding.of("111110101011nnnn1111dddd1000mmmm", "clz %d, %m", BitFields::clz));
    }

    /** BFI and BFC hold the last bit of the field, which must not lie below the first. */
    private static boolean hasWidth(Fields fields) {
        return fields.of('i') >= fields.of('h');
    }

    private static boolean fits(Fields fields) {
        return fields.of('h') + fields.of('i') < 32;
    }

    /** The sh bit stands where ASR has its upper bit, and the bit below it is always 0. */
    private static boolean isSaturationShift(Fields fields) {
        return fields.of('y') == Shifter.LSL || (fields.of('y') == Shifter.ASR && fields.of('h') != 0);
    }

    private static void bfi(Cpu c, Insn i) {
        int mask = -1 >>> (32 - i.imm) << i.amount;
        c.r[i.d] = (c.r[i.d] & ~mask) | (c.r[i.n] << i.amount & mask);
    }

    private static void sbfx(Cpu c, Insn i) {
        int above = 32 - i.imm - i.amount;
        c.r[i.d] = c.r[i.n] << above >> (above + i.amount);
    }

    private static void ubfx(Cpu c, Insn i) {
        int above = 32 - i.imm - i.amount;
        c.r[i.d] = c.r[i.n] << above >>> (above + i.amount);
    }

    private static int rotated(Cpu c, Insn i) {
        return Integer.rotateRight(c.r[i.m], i.imm);
    }

    private static void sxtab(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] + (byte) rotated(c, i);
    }

    private static void sxtah(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] + (short) rotated(c, i);
    }

    private static void uxtab(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] + (rotated(c, i) & 0xff);
    }

    private static void uxtah(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] + (rotated(c, i) & 0xffff);
    }

    private static void sxtab16(Cpu c, Insn i) {
        int rotated = rotated(c, i);
        c.r[i.d] = Lanes.halves(c.r[i.n] + (byte) rotated, (c.r[i.n] >>> 16) + (byte) (rotated >> 16));
    }

    private static void uxtab16(Cpu c, Insn i) {
        int rotated = rotated(c, i);
        c.r[i.d] = Lanes.halves(c.r[i.n] + (rotated & 0xff), (c.r[i.n] >>> 16) + (rotated >>> 16 & 0xff));
    }

    private static void rev(Cpu c, Insn i) {
        c.r[i.d] = Integer.reverseBytes(c.r[i.m]);
    }

    private static void rev16(Cpu c, Insn i) {
        c.r[i.d] = Integer.rotateRight(Integer.reverseBytes(c.r[i.m]), 16);
    }

    private static void revsh(Cpu c, Insn i) {
        c.r[i.d] = Short.reverseBytes((short) c.r[i.m]);
    }

    private static void rbit(Cpu c, Insn i) {
        c.r[i.d] = Integer.reverse(c.r[i.m]);
    }

    private static void clz(Cpu c, Insn i) {
        c.r[i.d] = Integer.numberOfLeadingZeros(c.r[i.m]);
    }

    private static void pkhbt(Cpu c, Insn i) {
        c.r[i.d] = (c.r[i.n] & 0xffff) | (c.r[i.m] << i.amount & 0xffff0000);
    }

    private static void pkhtb(Cpu c, Insn i) {
        c.r[i.d] = (c.r[i.n] & 0xffff0000) | (c.r[i.m] >> Math.min(i.amount, 31) & 0xffff);
    }

    private static void ssat(Cpu c, Insn i) {
        c.r[i.d] = Lanes.saturateSigned(c, shifted(c, i), i.imm);
    }

    private static void usat(Cpu c, Insn i) {
        c.r[i.d] = Lanes.saturateUnsigned(c, shifted(c, i), i.imm);
    }

    private static int shifted(Cpu c, Insn i) {
        return Shifter.shift(c.r[i.n], i.shift, i.amount, 0);
    }

    private static void ssat16(Cpu c, Insn i) {
        int low = Lanes.saturateSigned(c, (short) c.r[i.n], i.imm);
        c.r[i.d] = Lanes.halves(low, Lanes.saturateSigned(c, c.r[i.n] >> 16, i.imm));
    }

    private static void usat16(Cpu c, Insn i) {
        int low = Lanes.saturateUnsigned(c, (short) c.r[i.n], i.imm);
        c.r[i.d] = Lanes.halves(low, Lanes.saturateUnsigned(c, c.r[i.n] >> 16, i.imm));
    }
}
