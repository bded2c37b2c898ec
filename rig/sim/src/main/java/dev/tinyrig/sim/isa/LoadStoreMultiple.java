package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;
import java.util.ArrayList;
import java.util.List;

/** Loads and stores of several registers, exclusives and table branches (A5.2.5, A5.3.5, A5.3.6). */
final class LoadStoreMultiple {
    private static final int LR_BIT = 1 << Cpu.LR;
    private static final int PC_BIT = 1 << Cpu.PC;

    private LoadStoreMultiple() {}

    static List<Encoding> encodings() {
        List<Encoding> rows = new ArrayList<>(blocks());
        rows.addAll(exclusives());
        addPairs(rows, "strd", "0", LoadStoreMultiple::strd);
        addPairs(rows, "ldrd", "1", LoadStoreMultiple::ldrd);
        return rows;
    }

    private static List<Encoding> blocks() {
        return List.of(
                Encoding.of("1011010Piiiiiiii", "push %l", LoadStoreMultiple::push)
                        .immediate(fields -> fields.of('i') | fields.of('P') * LR_BIT),
                Encoding.of("1011110Piiiiiiii", "pop %l", LoadStoreMultiple::pop)
                        .immediate(fields -> fields.of('i') | fields.of('P') * PC_BIT),
                Encoding.of("11000nnniiiiiiii", "stmia %n!, %l", LoadStoreMultiple::stmiaBack),
                Encoding.of("11001nnniiiiiiii", "ldmia %n, %l", LoadStoreMultiple::ldmiaNarrow),
                wide("1110100010W0nnnniiiiiiiiiiiiiiii", "stmia.w %n%W, %l", LoadStoreMultiple::stmia),
                wide("1110100010W1nnnniiiiiiiiiiiiiiii", "ldmia.w %n%W, %l", LoadStoreMultiple::ldmia),
                wide("1110100100W0nnnniiiiiiiiiiiiiiii", "stmdb %n%W, %l", LoadStoreMultiple::stmdb),
                wide("1110100100W1nnnniiiiiiiiiiiiiiii", "ldmdb %n%W, %l", LoadStoreMultiple::ldmdb));
    }

    /** A list must not hold SP, nor PC when it is stored. */
    private static Encoding wide(String bits, String text, Semantics semantics) {
        int forbidden = text.startsWith("st") ? PC_BIT | 1 << Cpu.SP : 1 << Cpu.SP;
        return Encoding.of(bits, text, semantics)
                .when(fields -> fields.of('i') != 0 && (fields.of('i') & forbidden) == 0);
    }

    private static List<Encoding> exclusives() {
        return List.of(
                Encoding.of("111010000101nnnntttt1111iiiiiiii", "ldrex %d, [%n, #%i]", LoadStoreMultiple::ldrex)
                        .immediate(fields -> 4 * fields.of('i')),
                Encoding.of("111010000100nnnnaaaaddddiiiiiiii", "strex %d, %a, [%n, #%i]", LoadStoreMultiple::strex)
                        .immediate(fields -> 4 * fields.of('i')),
                Encoding.of("111010001101nnnntttt111101001111", "ldrexb %d, [%n]", LoadStoreMultiple::ldrexb),
                Encoding.of("111010001101nnnntttt111101011111", "ldrexh %d, [%n]", LoadStoreMultiple::ldrexh),
                Encoding.of("111010001100nnnnaaaa11110100dddd", "strexb %d, %a, [%n]", LoadStoreMultiple::strexb),
                Encoding.of("111010001100nnnnaaaa11110101dddd", "strexh %d, %a, [%n]", LoadStoreMultiple::strexh),
                Encoding.of("111010001101111111110000 0000mmmm", "tbb [pc, %m]", LoadStoreMultiple::tbbPc),
                Encoding.of("111010001101nnnn11110000 0000mmmm", "tbb [%n, %m]", LoadStoreMultiple::tbb),
                Encoding.of("111010001101111111110000 0001mmmm", "tbh [pc, %m, lsl #1]", LoadStoreMultiple::tbhPc),
                Encoding.of("111010001101nnnn11110000 0001mmmm", "tbh [%n, %m, lsl #1]", LoadStoreMultiple::tbh));
    }

    private static void addPairs(List<Encoding> rows, String name, String load, Semantics semantics) {
        String rest = "nnnnttttaaaaiiiiiiii";
        rows.add(Encoding.of("11101001U10" + load + rest, name + " %d, %a, [%n, #%i]", semantics)
                .immediate(Immediates::wordOffset)
                .basedOnPc());
        rows.add(Encoding.of("11101001U11" + load + rest, name + " %d, %a, [%n, #%B]!", semantics)
                .immediate(Immediates::wordOffset)
                .indexed(Index.PRE));
        rows.add(Encoding.of("11101000U11" + load + rest, name + " %d, %a, [%n], #%B", semantics)
                .immediate(Immediates::wordOffset)
                .indexed(Index.POST));
    }

    private static int aligned(int address, int bytes, Insn i) {
        if ((address & (bytes - 1)) != 0) {
            throw new Fault(FaultCause.UNALIGNED, i.address, String.format("%s at 0x%08x", i, address));
        }
        return address;
    }

    /** Stores a list upwards from an address. */
    private static void store(Cpu c, Insn i, int start) {
        int address = aligned(start, 4, i);
        for (int list = i.imm; list != 0; list &= list - 1) {
            c.bus.write32(address, c.r[Integer.numberOfTrailingZeros(list)]);
            address += 4;
        }
    }

    /** Loads a list upwards from an address; the base gets its new value unless it was loaded. */
    private static void load(Cpu c, Insn i, int start, int base, int newBase) {
        int address = aligned(start, 4, i);
        int last = address + 4 * Integer.bitCount(i.imm) - 4;
        // A fault in the middle must leave the base as it was, so that the instruction can run again.
        int baseValue = newBase;
        for (int list = i.imm & ~PC_BIT; list != 0; list &= list - 1) {
            int register = Integer.numberOfTrailingZeros(list);
            int value = c.bus.read32(address);
            if (register == base) {
                baseValue = value;
            } else {
                c.r[register] = value;
            }
            address += 4;
        }
        int target = (i.imm & PC_BIT) != 0 ? c.bus.read32(last) : 0;
        c.r[base] = baseValue;
        if ((i.imm & PC_BIT) != 0) {
            c.interwork(target);
        }
    }

    private static int bytes(Insn i) {
        return 4 * Integer.bitCount(i.imm);
    }

    private static boolean writesBack(Insn i) {
        return (i.word & 1 << 21) != 0;
    }

    private static void push(Cpu c, Insn i) {
        int start = c.r[Cpu.SP] - bytes(i);
        store(c, i, start);
        c.r[Cpu.SP] = start;
    }

    private static void pop(Cpu c, Insn i) {
        int start = c.r[Cpu.SP];
        load(c, i, start, Cpu.SP, start + bytes(i));
    }

    private static void stmiaBack(Cpu c, Insn i) {
        store(c, i, c.r[i.n]);
        c.r[i.n] += bytes(i);
    }

    private static void ldmiaNarrow(Cpu c, Insn i) {
        int start = c.r[i.n];
        load(c, i, start, i.n, start + bytes(i));
    }

    private static void stmia(Cpu c, Insn i) {
        store(c, i, c.r[i.n]);
        c.r[i.n] += writesBack(i) ? bytes(i) : 0;
    }

    private static void ldmia(Cpu c, Insn i) {
        int start = c.r[i.n];
        load(c, i, start, i.n, writesBack(i) ? start + bytes(i) : start);
    }

    private static void stmdb(Cpu c, Insn i) {
        int start = c.r[i.n] - bytes(i);
        store(c, i, start);
        c.r[i.n] = writesBack(i) ? start : c.r[i.n];
    }

    private static void ldmdb(Cpu c, Insn i) {
        int end = c.r[i.n];
        int start = end - bytes(i);
        load(c, i, start, i.n, writesBack(i) ? start : end);
    }

    private static void strd(Cpu c, Insn i) {
        int address = aligned(c.r[i.n] + i.imm, 4, i);
        c.bus.write32(address, c.r[i.d]);
        c.bus.write32(address + 4, c.r[i.a]);
        writeBack(c, i);
    }

    private static void ldrd(Cpu c, Insn i) {
        int address = aligned(c.r[i.n] + i.imm, 4, i);
        int first = c.bus.read32(address);
        int second = c.bus.read32(address + 4);
        writeBack(c, i);
        c.r[i.d] = first;
        c.r[i.a] = second;
    }

    private static void writeBack(Cpu c, Insn i) {
        if (i.writeBack != 0) {
            c.r[i.n] += i.writeBack;
        }
    }

    private static void ldrex(Cpu c, Insn i) {
        c.r[i.d] = c.bus.read32(monitored(c, i, 4));
    }

    private static void ldrexh(Cpu c, Insn i) {
        c.r[i.d] = c.bus.read16(monitored(c, i, 2));
    }

    private static void ldrexb(Cpu c, Insn i) {
        c.r[i.d] = c.bus.read8(monitored(c, i, 1));
    }

    private static int monitored(Cpu c, Insn i, int bytes) {
        int address = aligned(c.r[i.n] + i.imm, bytes, i);
        c.exclusive = true;
        c.exclusiveAddress = address;
        return address;
    }

    private static void strex(Cpu c, Insn i) {
        if (mayStore(c, i, 4)) {
            c.bus.write32(c.exclusiveAddress, c.r[i.a]);
        }
        finishExclusive(c, i);
    }

    private static void strexh(Cpu c, Insn i) {
        if (mayStore(c, i, 2)) {
            c.bus.write16(c.exclusiveAddress, c.r[i.a]);
        }
        finishExclusive(c, i);
    }

    private static void strexb(Cpu c, Insn i) {
        if (mayStore(c, i, 1)) {
            c.bus.write8(c.exclusiveAddress, c.r[i.a]);
        }
        finishExclusive(c, i);
    }

    private static boolean mayStore(Cpu c, Insn i, int bytes) {
        int address = aligned(c.r[i.n] + i.imm, bytes, i);
        c.exclusive &= c.exclusiveAddress == address;
        return c.exclusive;
    }

    private static void finishExclusive(Cpu c, Insn i) {
        c.r[i.d] = c.exclusive ? 0 : 1;
        c.exclusive = false;
    }

    private static void tbb(Cpu c, Insn i) {
        c.pc = i.next + 2 * c.bus.read8(c.r[i.n] + c.r[i.m]);
    }

    private static void tbbPc(Cpu c, Insn i) {
        c.pc = i.next + 2 * c.bus.read8(i.next + c.r[i.m]);
    }

    private static void tbh(Cpu c, Insn i) {
        c.pc = i.next + 2 * c.bus.read16(c.r[i.n] + 2 * c.r[i.m]);
    }

    private static void tbhPc(Cpu c, Insn i) {
        c.pc = i.next + 2 * c.bus.read16(i.next + 2 * c.r[i.m]);
    }
}
