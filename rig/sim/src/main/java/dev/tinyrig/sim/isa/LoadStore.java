package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import java.util.ArrayList;
import java.util.List;

/** Loads and stores of one register (A5.2.4, A5.3.7 to A5.3.10). */
final class LoadStore {
    private LoadStore() {}

    static List<Encoding> encodings() {
        List<Encoding> rows = new ArrayList<>(narrow());
        addForms(rows, "ldr", "0", "101", "1111", LoadStore::ldrPc, LoadStore::ldrPcBack);
        addHints(rows, "pld", "0", "001");
        addHints(rows, "pldw", "0", "011");
        addHints(rows, "pli", "1", "001");
        addHints(rows, "hint", "1", "011");
        addForms(rows, "str", "0", "100", "tttt", LoadStore::str, LoadStore::strBack);
        addForms(rows, "strb", "0", "000", "tttt", LoadStore::strb, LoadStore::strbBack);
        addForms(rows, "strh", "0", "010", "tttt", LoadStore::strh, LoadStore::strhBack);
        addForms(rows, "ldr", "0", "101", "tttt", LoadStore::ldr, LoadStore::ldrBack);
        addForms(rows, "ldrb", "0", "001", "tttt", LoadStore::ldrb, LoadStore::ldrbBack);
        addForms(rows, "ldrh", "0", "011", "tttt", LoadStore::ldrh, LoadStore::ldrhBack);
        addForms(rows, "ldrsb", "1", "001", "tttt", LoadStore::ldrsb, LoadStore::ldrsbBack);
        addForms(rows, "ldrsh", "1", "011", "tttt", LoadStore::ldrsh, LoadStore::ldrshBack);
        return rows;
    }

    private static List<Encoding> narrow() {
        return List.of(
                Encoding.of("01001tttiiiiiiii", "ldr %d, 0x%x", LoadStore::ldr)
                        .immediate(fields -> fields.alignedPc() + 4 * fields.of('i')),
                byRegister("000", "str", LoadStore::str),
                byRegister("001", "strh", LoadStore::strh),
                byRegister("010", "strb", LoadStore::strb),
                byRegister("011", "ldrsb", LoadStore::ldrsb),
                byRegister("100", "ldr", LoadStore::ldr),
                byRegister("101", "ldrh", LoadStore::ldrh),
                byRegister("110", "ldrb", LoadStore::ldrb),
                byRegister("111", "ldrsh", LoadStore::ldrsh),
                byImmediate("01100", "str", 4, LoadStore::str),
                byImmediate("01101", "ldr", 4, LoadStore::ldr),
                byImmediate("01110", "strb", 1, LoadStore::strb),
                byImmediate("01111", "ldrb", 1, LoadStore::ldrb),
                byImmediate("10000", "strh", 2, LoadStore::strh),
                byImmediate("10001", "ldrh", 2, LoadStore::ldrh),
                Encoding.of("10010tttiiiiiiii", "str %d, [sp, #%i]", LoadStore::strSp)
                        .immediate(fields -> 4 * fields.of('i')),
                Encoding.of("10011tttiiiiiiii", "ldr %d, [sp, #%i]", LoadStore::ldrSp)
                        .immediate(fields -> 4 * fields.of('i')));
    }

    private static Encoding byRegister(String op, String name, Semantics semantics) {
        return Encoding.of("0101" + op + "mmmnnnttt", name + " %d, [%n, %m]", semantics);
    }

    private static Encoding byImmediate(String op, String name, int scale, Semantics semantics) {
        return Encoding.of(op + "iiiiinnnttt", name + " %d, [%n, #%i]", semantics)
                .immediate(fields -> scale * fields.of('i'));
    }

    /** All ways to address of one 32-bit load or store; {@code target} is the bits of Rt. */
    private static void addForms(
            List<Encoding> rows,
            String name,
            String sign,
            String sizeAndLoad,
            String target,
            Semantics semantics,
            Semantics withWriteBack) {
        String shortHead = "1111100" + sign + "0" + sizeAndLoad + "nnnn" + target;
        String rt = target.equals("1111") ? " pc," : " %d,";
        rows.addAll(offsetForms(name + ".w" + rt, sign, sizeAndLoad, target, semantics));
        rows.add(Encoding.of(shortHead + "1110iiiiiiii", name + "t" + rt + " [%n, #%i]", semantics));
        rows.add(Encoding.of(shortHead + "11U1iiiiiiii", name + ".w" + rt + " [%n, #%B]!", withWriteBack)
                .immediate(Immediates::offset)
                .indexed(Index.PRE));
        rows.add(Encoding.of(shortHead + "10U1iiiiiiii", name + ".w" + rt + " [%n], #%B", withWriteBack)
                .immediate(Immediates::offset)
                .indexed(Index.POST));
    }

    /** A load to PC of a byte or halfword only hints at what will be needed. */
    private static void addHints(List<Encoding> rows, String name, String sign, String sizeAndLoad) {
        rows.addAll(offsetForms(name, sign, sizeAndLoad, "1111", Branches::nop));
    }

    private static List<Encoding> offsetForms(
            String start, String sign, String sizeAndLoad, String target, Semantics semantics) {
        String head = "1111100" + sign;
        List<Encoding> rows = new ArrayList<>();
        if (sizeAndLoad.endsWith("1")) {
            rows.add(
                    Encoding.of(head + "U" + sizeAndLoad + "1111" + target + "iiiiiiiiiiii", start + " 0x%x", semantics)
                            .immediate(fields -> fields.alignedPc() + Immediates.offset(fields)));
        }
        String base = sizeAndLoad + "nnnn" + target;
        rows.add(Encoding.of(head + "1" + base + "iiiiiiiiiiii", start + " [%n, #%i]", semantics));
        rows.add(Encoding.of(head + "0" + base + "000000hhmmmm", start + " [%n, %m%h]", semantics));
        rows.add(Encoding.of(head + "0" + base + "1100iiiiiiii", start + " [%n, #%i]", semantics)
                .immediate(fields -> -fields.of('i')));
        return rows;
    }

    private static int address(Cpu c, Insn i) {
        return c.r[i.n] + (c.r[i.m] << i.amount) + i.imm;
    }

    private static void ldr(Cpu c, Insn i) {
        c.r[i.d] = c.bus.read32(address(c, i));
    }

    private static void ldrb(Cpu c, Insn i) {
        c.r[i.d] = c.bus.read8(address(c, i));
    }

    private static void ldrh(Cpu c, Insn i) {
        c.r[i.d] = c.bus.read16(address(c, i));
    }

    private static void ldrsb(Cpu c, Insn i) {
        c.r[i.d] = (byte) c.bus.read8(address(c, i));
    }

    private static void ldrsh(Cpu c, Insn i) {
        c.r[i.d] = (short) c.bus.read16(address(c, i));
    }

    private static void str(Cpu c, Insn i) {
        c.bus.write32(address(c, i), c.r[i.d]);
    }

    private static void strb(Cpu c, Insn i) {
        c.bus.write8(address(c, i), c.r[i.d]);
    }

    private static void strh(Cpu c, Insn i) {
        c.bus.write16(address(c, i), c.r[i.d]);
    }

    private static void ldrSp(Cpu c, Insn i) {
        c.r[i.d] = c.bus.read32(c.r[Cpu.SP] + i.imm);
    }

    private static void strSp(Cpu c, Insn i) {
        c.bus.write32(c.r[Cpu.SP] + i.imm, c.r[i.d]);
    }

    private static void ldrPc(Cpu c, Insn i) {
        c.interwork(c.bus.read32(address(c, i)));
    }

    private static void ldrPcBack(Cpu c, Insn i) {
        int target = c.bus.read32(c.r[i.n] + i.imm);
        c.r[i.n] += i.writeBack;
        c.interwork(target);
    }

    private static void ldrBack(Cpu c, Insn i) {
        loaded(c, i, c.bus.read32(c.r[i.n] + i.imm));
    }

    private static void ldrbBack(Cpu c, Insn i) {
        loaded(c, i, c.bus.read8(c.r[i.n] + i.imm));
    }

    private static void ldrhBack(Cpu c, Insn i) {
        loaded(c, i, c.bus.read16(c.r[i.n] + i.imm));
    }

    private static void ldrsbBack(Cpu c, Insn i) {
        loaded(c, i, (byte) c.bus.read8(c.r[i.n] + i.imm));
    }

    private static void ldrshBack(Cpu c, Insn i) {
        loaded(c, i, (short) c.bus.read16(c.r[i.n] + i.imm));
    }

    private static void loaded(Cpu c, Insn i, int value) {
        c.r[i.n] += i.writeBack;
        c.r[i.d] = value;
    }

    private static void strBack(Cpu c, Insn i) {
        c.bus.write32(c.r[i.n] + i.imm, c.r[i.d]);
        c.r[i.n] += i.writeBack;
    }

    private static void strbBack(Cpu c, Insn i) {
        c.bus.write8(c.r[i.n] + i.imm, c.r[i.d]);
        c.r[i.n] += i.writeBack;
    }

    private static void strhBack(Cpu c, Insn i) {
        c.bus.write16(c.r[i.n] + i.imm, c.r[i.d]);
        c.r[i.n] += i.writeBack;
    }
}
