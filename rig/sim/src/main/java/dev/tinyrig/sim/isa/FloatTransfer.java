package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.cpu.Fpu;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;
import java.util.ArrayList;
import java.util.List;

/** Floating-point loads, stores, constants and moves from and to core registers (A6.5 to A6.7). */
final class FloatTransfer {
    private FloatTransfer() {}

    static List<Encoding> encodings() {
        List<Encoding> rows = new ArrayList<>();
        rows.addAll(moves());
        rows.addAll(memory());
        return rows.stream()
                .map(row -> row.needs() == FpuKind.NONE ? row.on(FpuKind.FPV4_SP_D16) : row)
                .toList();
    }

    private static List<Encoding> moves() {
        return List.of(
                Encoding.of("111011000100aaaatttt101000M1mmmm", "vmov %H, +1, %d, %a", FloatTransfer::toTwoSingles)
                        .when(FloatTransfer::hasNextSingle),
                Encoding.of("111011000101aaaatttt101000M1mmmm", "vmov %d, %a, %H, +1", FloatTransfer::fromTwoSingles)
                        .when(FloatTransfer::hasNextSingle),
                Encoding.of("111011000100aaaatttt101100M1mmmm", "vmov %M, %d, %a", FloatTransfer::toDouble),
                Encoding.of("111011000101aaaatttt101100M1mmmm", "vmov %d, %a, %M", FloatTransfer::fromDouble),
                Encoding.of("111011100000nnnntttt1010N0010000", "vmov %G, %d", FloatTransfer::toSingle),
                Encoding.of("111011100001nnnntttt1010N0010000", "vmov %d, %G", FloatTransfer::fromSingle),
                Encoding.of("1110111000h0nnnntttt1011N0010000", "vmov.32 %N[%A], %d", FloatTransfer::toScalar),
                Encoding.of("1110111000h1nnnntttt1011N0010000", "vmov.32 %d, %N[%A]", FloatTransfer::fromScalar),
                Encoding.of("1110111011100001tttt101000010000", "vmsr fpscr, %d", FloatTransfer::vmsr),
                Encoding.of("11101110111100011111101000010000", "vmrs APSR_nzcv, fpscr", FloatTransfer::vmrsFlags),
                Encoding.of("1110111011110001tttt101000010000", "vmrs %d, fpscr", FloatTransfer::vmrs),
                Encoding.of("111011101D11iiiidddd10100000iiii", "vmov.f32 %F, 0x%x", FloatTransfer::constant)
                        .immediate(Immediates::single),
                Encoding.of("111011101D11iiiidddd10110000iiii", "vmov.f64 %D, 0x%x", FloatTransfer::wideConstant)
                        .immediate(Immediates::single)
                        .on(FpuKind.FPV5_D16));
    }

    private static boolean hasNextSingle(Fields fields) {
        return (fields.of('m') << 1 | fields.of('M')) < 31;
    }

    private static List<Encoding> memory() {
        return List.of(
                Encoding.of("11101101UD01nnnndddd1010iiiiiiii", "vldr %F, [%n, #%i]", FloatTransfer::load)
                        .immediate(Immediates::wordOffset),
                Encoding.of("11101101UD01nnnndddd1011iiiiiiii", "vldr %D, [%n, #%i]", FloatTransfer::loadWide)
                        .immediate(Immediates::wordOffset),
                Encoding.of("11101101UD00nnnndddd1010iiiiiiii", "vstr %F, [%n, #%i]", FloatTransfer::store)
                        .immediate(Immediates::wordOffset),
                Encoding.of("11101101UD00nnnndddd1011iiiiiiii", "vstr %D, [%n, #%i]", FloatTransfer::storeWide)
                        .immediate(Immediates::wordOffset),
                blocks("111011001DW1nnnndddd1010iiiiiiii", "vldmia %n%W, %F, #%i", FloatTransfer::loadUp),
                blocks("111011001DW1nnnndddd1011iiiiiiii", "vldmia %n%W, %D, #%i", FloatTransfer::loadUp),
                blocks("111011001DW0nnnndddd1010iiiiiiii", "vstmia %n%W, %F, #%i", FloatTransfer::storeUp),
                blocks("111011001DW0nnnndddd1011iiiiiiii", "vstmia %n%W, %D, #%i", FloatTransfer::storeUp),
                blocks("111011010D11nnnndddd1010iiiiiiii", "vldmdb %n!, %F, #%i", FloatTransfer::loadDown),
                blocks("111011010D11nnnndddd1011iiiiiiii", "vldmdb %n!, %D, #%i", FloatTransfer::loadDown),
                blocks("111011010D10nnnndddd1010iiiiiiii", "vstmdb %n!, %F, #%i", FloatTransfer::storeDown),
                blocks("111011010D10nnnndddd1011iiiiiiii", "vstmdb %n!, %D, #%i", FloatTransfer::storeDown));
    }

    /** The immediate counts words, which must exist. */
    private static Encoding blocks(String bits, String text, Semantics semantics) {
        boolean single = text.contains("%F");
        return Encoding.of(bits, text, semantics).when(fields -> {
            int first = single ? fields.of('d') << 1 | fields.of('D') : 2 * fields.of('d');
            int words = fields.of('i');
            return words > 0 && first + words <= 32 && (single || words % 2 == 0) && fields.of('n') != Cpu.PC;
        });
    }

    private static void toTwoSingles(Cpu c, Insn i) {
        Fpu fpu = FloatForms.used(c);
        fpu.s[i.m] = c.r[i.d];
        fpu.s[i.m + 1] = c.r[i.a];
    }

    private static void fromTwoSingles(Cpu c, Insn i) {
        Fpu fpu = FloatForms.used(c);
        c.r[i.d] = fpu.s[i.m];
        c.r[i.a] = fpu.s[i.m + 1];
    }

    private static void toDouble(Cpu c, Insn i) {
        Fpu fpu = FloatForms.used(c);
        fpu.s[2 * i.m] = c.r[i.d];
        fpu.s[2 * i.m + 1] = c.r[i.a];
    }

    private static void fromDouble(Cpu c, Insn i) {
        Fpu fpu = FloatForms.used(c);
        c.r[i.d] = fpu.s[2 * i.m];
        c.r[i.a] = fpu.s[2 * i.m + 1];
    }

    private static void toSingle(Cpu c, Insn i) {
        FloatForms.used(c).s[i.n] = c.r[i.d];
    }

    private static void fromSingle(Cpu c, Insn i) {
        c.r[i.d] = FloatForms.used(c).s[i.n];
    }

    private static void toScalar(Cpu c, Insn i) {
        FloatForms.used(c).s[2 * i.n + i.amount] = c.r[i.d];
    }

    private static void fromScalar(Cpu c, Insn i) {
        c.r[i.d] = FloatForms.used(c).s[2 * i.n + i.amount];
    }

    private static void vmsr(Cpu c, Insn i) {
        FloatForms.used(c).status.set(c.r[i.d]);
    }

    private static void vmrs(Cpu c, Insn i) {
        c.r[i.d] = FloatForms.used(c).status.bits();
    }

    private static void vmrsFlags(Cpu c, Insn i) {
        c.setNzcv(FloatForms.used(c).status.bits());
    }

    private static void constant(Cpu c, Insn i) {
        FloatForms.used(c).s[i.d] = i.imm;
    }

    private static void wideConstant(Cpu c, Insn i) {
        FloatForms.used(c).setD(i.d, Double.doubleToRawLongBits(Float.intBitsToFloat(i.imm)));
    }

    private static int aligned(Insn i, int address) {
        if ((address & 3) != 0) {
            throw new Fault(FaultCause.UNALIGNED, i.address, String.format("%s at 0x%08x", i, address));
        }
        return address;
    }

    private static void load(Cpu c, Insn i) {
        FloatForms.used(c).s[i.d] = c.bus.read32(aligned(i, c.r[i.n] + i.imm));
    }

    private static void loadWide(Cpu c, Insn i) {
        loadWords(c, 2 * i.d, 2, aligned(i, c.r[i.n] + i.imm));
    }

    private static void store(Cpu c, Insn i) {
        c.bus.write32(aligned(i, c.r[i.n] + i.imm), FloatForms.used(c).s[i.d]);
    }

    private static void storeWide(Cpu c, Insn i) {
        storeWords(c, 2 * i.d, 2, aligned(i, c.r[i.n] + i.imm));
    }

    /** The number of the first single of a list. */
    private static int first(Insn i) {
        return (i.word & 1 << 8) != 0 ? 2 * i.d : i.d;
    }

    private static boolean writesBack(Insn i) {
        return (i.word & 1 << 21) != 0;
    }

    private static void loadUp(Cpu c, Insn i) {
        loadWords(c, first(i), i.imm, aligned(i, c.r[i.n]));
        c.r[i.n] += writesBack(i) ? 4 * i.imm : 0;
    }

    private static void storeUp(Cpu c, Insn i) {
        storeWords(c, first(i), i.imm, aligned(i, c.r[i.n]));
        c.r[i.n] += writesBack(i) ? 4 * i.imm : 0;
    }

    private static void loadDown(Cpu c, Insn i) {
        int start = aligned(i, c.r[i.n] - 4 * i.imm);
        loadWords(c, first(i), i.imm, start);
        c.r[i.n] = start;
    }

    private static void storeDown(Cpu c, Insn i) {
        int start = aligned(i, c.r[i.n] - 4 * i.imm);
        storeWords(c, first(i), i.imm, start);
        c.r[i.n] = start;
    }

    private static void loadWords(Cpu c, int first, int words, int address) {
        Fpu fpu = FloatForms.used(c);
        for (int word = 0; word < words; word++) {
            fpu.s[first + word] = c.bus.read32(address + 4 * word);
        }
    }

    private static void storeWords(Cpu c, int first, int words, int address) {
        Fpu fpu = FloatForms.used(c);
        for (int word = 0; word < words; word++) {
            c.bus.write32(address + 4 * word, fpu.s[first + word]);
        }
    }
}
