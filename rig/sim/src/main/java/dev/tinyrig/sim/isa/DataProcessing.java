package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;
import java.util.ArrayList;
import java.util.List;

/** Moves, arithmetic, logic and shifts (A5.2.1, A5.2.2, A5.3.1, A5.3.3, A5.3.11). */
final class DataProcessing {
    private static final String[] SHIFTS = {"lsl", "lsr", "asr", "ror"};

    private DataProcessing() {}

    static List<Encoding> encodings() {
        List<Encoding> rows = new ArrayList<>(narrow());
        addComparison(rows, "0000", "tst", DataProcessing::tst);
        addComparison(rows, "0100", "teq", DataProcessing::teq);
        addComparison(rows, "1000", "cmn", DataProcessing::cmn);
        addComparison(rows, "1101", "cmp", DataProcessing::cmp);
        addUnary(rows, "0010", "mov", DataProcessing::mov, DataProcessing::movs);
        addUnary(rows, "0011", "mvn", DataProcessing::mvn, DataProcessing::mvns);
        addBinary(rows, "0000", "and", DataProcessing::and, DataProcessing::ands);
        addBinary(rows, "0001", "bic", DataProcessing::bic, DataProcessing::bics);
        addBinary(rows, "0010", "orr", DataProcessing::orr, DataProcessing::orrs);
        addBinary(rows, "0011", "orn", DataProcessing::orn, DataProcessing::orns);
        addBinary(rows, "0100", "eor", DataProcessing::eor, DataProcessing::eors);
        addBinary(rows, "1000", "add", DataProcessing::add, DataProcessing::adds);
        addBinary(rows, "1010", "adc", DataProcessing::adc, DataProcessing::adcs);
        addBinary(rows, "1011", "sbc", DataProcessing::sbc, DataProcessing::sbcs);
        addBinary(rows, "1101", "sub", DataProcessing::sub, DataProcessing::subs);
        addBinary(rows, "1110", "rsb", DataProcessing::rsb, DataProcessing::rsbs);
        rows.addAll(wide());
        return rows;
    }

    private static List<Encoding> narrow() {
        List<Encoding> rows = new ArrayList<>();
        rows.add(Encoding.of("0000000000mmmddd", "mov%S %d, %m", DataProcessing::mov)
                .settingFlags(DataProcessing::movs));
        for (int type = Shifter.LSL; type <= Shifter.ASR; type++) {
            int wanted = type;
            rows.add(Encoding.of("000yyhhhhhmmmddd", SHIFTS[type] + "%S %d, %m, #%A", DataProcessing::mov)
                    .settingFlags(DataProcessing::movs)
                    .when(fields -> fields.of('y') == wanted));
        }
        rows.addAll(List.of(
                Encoding.of("0001100mmmnnnddd", "add%S %d, %n, %m", DataProcessing::add)
                        .settingFlags(DataProcessing::adds),
                Encoding.of("0001101mmmnnnddd", "sub%S %d, %n, %m", DataProcessing::sub)
                        .settingFlags(DataProcessing::subs),
                Encoding.of("0001110iiinnnddd", "add%S %d, %n, #%i", DataProcessing::add)
                        .settingFlags(DataProcessing::adds),
                Encoding.of("0001111iiinnnddd", "sub%S %d, %n, #%i", DataProcessing::sub)
                        .settingFlags(DataProcessing::subs),
                Encoding.of("00100dddiiiiiiii", "mov%S %d, #%i", DataProcessing::mov)
                        .settingFlags(DataProcessing::movs),
                Encoding.of("00101nnniiiiiiii", "cmp %n, #%i", DataProcessing::cmp),
                Encoding.of("00110eeeiiiiiiii", "add%S %d, #%i", DataProcessing::add)
                        .settingFlags(DataProcessing::adds),
                Encoding.of("00111eeeiiiiiiii", "sub%S %d, #%i", DataProcessing::sub)
                        .settingFlags(DataProcessing::subs)));
        rows.addAll(narrowRegister());
        return rows;
    }

    private static List<Encoding> narrowRegister() {
        return List.of(
                narrow("0000", "and", DataProcessing::and, DataProcessing::ands),
                narrow("0001", "eor", DataProcessing::eor, DataProcessing::eors),
                narrow("0010", "lsl", DataProcessing::lsl, DataProcessing::lsls),
                narrow("0011", "lsr", DataProcessing::lsr, DataProcessing::lsrs),
                narrow("0100", "asr", DataProcessing::asr, DataProcessing::asrs),
                narrow("0101", "adc", DataProcessing::adc, DataProcessing::adcs),
                narrow("0110", "sbc", DataProcessing::sbc, DataProcessing::sbcs),
                narrow("0111", "ror", DataProcessing::ror, DataProcessing::rors),
                Encoding.of("0100001000mmmnnn", "tst %n, %m", DataProcessing::tst),
                Encoding.of("0100001001nnnddd", "rsb%S %d, %n, #0", DataProcessing::rsb)
                        .settingFlags(DataProcessing::rsbs),
                Encoding.of("0100001010mmmnnn", "cmp %n, %m", DataProcessing::cmp),
                Encoding.of("0100001011mmmnnn", "cmn %n, %m", DataProcessing::cmn),
                narrow("1100", "orr", DataProcessing::orr, DataProcessing::orrs),
                narrow("1101", "mul", Multiplication::mul, Multiplication::muls),
                narrow("1110", "bic", DataProcessing::bic, DataProcessing::bics),
                Encoding.of("0100001111mmmddd", "mvn%S %d, %m", DataProcessing::mvn)
                        .settingFlags(DataProcessing::mvns),
                Encoding.of("010001001mmmm101", "add sp, %m", DataProcessing::addToSp),
                Encoding.of("010001001mmmm111", "add pc, %m", DataProcessing::addToPc),
                Encoding.of("01000100emmmmeee", "add %d, %m", DataProcessing::add),
                Encoding.of("01000101nmmmmnnn", "cmp %n, %m", DataProcessing::cmp),
                Encoding.of("010001101mmmm101", "mov sp, %m", DataProcessing::movToSp),
                Encoding.of("010001101mmmm111", "mov pc, %m", DataProcessing::movToPc),
                Encoding.of("01000110dmmmmddd", "mov %d, %m", DataProcessing::mov),
                Encoding.of("10100dddiiiiiiii", "adr %d, 0x%x", DataProcessing::mov)
                        .immediate(fields -> fields.alignedPc() + 4 * fields.of('i')),
                Encoding.of("10101dddiiiiiiii", "add %d, sp, #%i", DataProcessing::addSp)
                        .immediate(fields -> 4 * fields.of('i')),
                Encoding.of("101100000iiiiiii", "add sp, #%i", DataProcessing::raiseSp)
                        .immediate(fields -> 4 * fields.of('i')),
                Encoding.of("101100001iiiiiii", "sub sp, #%i", DataProcessing::dropSp)
                        .immediate(fields -> 4 * fields.of('i')));
    }

    private static Encoding narrow(String op, String name, Semantics plain, Semantics setting) {
        return Encoding.of("010000" + op + "mmmeee", name + "%S %d, %m", plain).settingFlags(setting);
    }

    private static void addComparison(List<Encoding> rows, String op, String name, Semantics semantics) {
        rows.add(Encoding.of("11110k0" + op + "1nnnn0kkk1111kkkkkkkk", name + ".w %n, #%i", semantics)
                .immediate(Immediates::expanded));
        rows.add(Encoding.of("1110101" + op + "1nnnn0hhh1111hhyymmmm", name + ".w %n, %m%h", semantics));
    }

    private static void addUnary(List<Encoding> rows, String op, String name, Semantics plain, Semantics setting) {
        rows.add(Encoding.of("11110k0" + op + "S11110kkkddddkkkkkkkk", name + "%S.w %d, #%i", plain)
                .immediate(Immediates::expanded)
                .settingFlags(setting));
        rows.add(Encoding.of("1110101" + op + "S11110hhhddddhhyymmmm", name + "%S.w %d, %m%h", plain)
                .settingFlags(setting));
    }

    private static void addBinary(List<Encoding> rows, String op, String name, Semantics plain, Semantics setting) {
        rows.add(Encoding.of("11110k0" + op + "Snnnn0kkkddddkkkkkkkk", name + "%S.w %d, %n, #%i", plain)
                .immediate(Immediates::expanded)
                .settingFlags(setting));
        rows.add(Encoding.of("1110101" + op + "Snnnn0hhhddddhhyymmmm", name + "%S.w %d, %n, %m%h", plain)
                .settingFlags(setting));
    }

    private static List<Encoding> wide() {
        return List.of(
                Encoding.of("11110i100000nnnn0iiiddddiiiiiiii", "addw %d, %n, #%i", DataProcessing::add)
                        .basedOnPc(),
                Encoding.of("11110i101010nnnn0iiiddddiiiiiiii", "subw %d, %n, #%i", DataProcessing::add)
                        .immediate(fields -> -fields.of('i'))
                        .basedOnPc(),
                Encoding.of("11110i100100jjjj0iiiddddiiiiiiii", "movw %d, #%i", DataProcessing::mov)
                        .immediate(Immediates::wide),
                Encoding.of("11110i101100jjjj0iiiddddiiiiiiii", "movt %d, #%i", DataProcessing::movt)
                        .immediate(Immediates::wide),
                shiftByRegister("00", "lsl", DataProcessing::lsl, DataProcessing::lsls),
                shiftByRegister("01", "lsr", DataProcessing::lsr, DataProcessing::lsrs),
                shiftByRegister("10", "asr", DataProcessing::asr, DataProcessing::asrs),
                shiftByRegister("11", "ror", DataProcessing::ror, DataProcessing::rors),
                Encoding.of("111110111001nnnn1111dddd1111mmmm", "sdiv %d, %n, %m", DataProcessing::sdiv),
                Encoding.of("111110111011nnnn1111dddd1111mmmm", "udiv %d, %n, %m", DataProcessing::udiv));
    }

    private static Encoding shiftByRegister(String type, String name, Semantics plain, Semantics setting) {
        return Encoding.of("111110100" + type + "Snnnn1111dddd0000mmmm", name + "%S.w %d, %n, %m", plain)
                .settingFlags(setting);
    }

    static void mov(Cpu c, Insn i) {
        c.r[i.d] = Shifter.operand(c, i);
    }

    private static void movs(Cpu c, Insn i) {
        int operand = Shifter.operandWithCarry(c, i);
        c.r[i.d] = operand;
        c.setNz(operand);
    }

    private static void mvn(Cpu c, Insn i) {
        c.r[i.d] = ~Shifter.operand(c, i);
    }

    private static void mvns(Cpu c, Insn i) {
        c.r[i.d] = ~Shifter.operandWithCarry(c, i);
        c.setNz(c.r[i.d]);
    }

    private static void and(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] & Shifter.operand(c, i);
    }

    private static void ands(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] & Shifter.operandWithCarry(c, i);
        c.setNz(c.r[i.d]);
    }

    private static void bic(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] & ~Shifter.operand(c, i);
    }

    private static void bics(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] & ~Shifter.operandWithCarry(c, i);
        c.setNz(c.r[i.d]);
    }

    private static void orr(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] | Shifter.operand(c, i);
    }

    private static void orrs(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] | Shifter.operandWithCarry(c, i);
        c.setNz(c.r[i.d]);
    }

    private static void orn(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] | ~Shifter.operand(c, i);
    }

    private static void orns(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] | ~Shifter.operandWithCarry(c, i);
        c.setNz(c.r[i.d]);
    }

    private static void eor(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] ^ Shifter.operand(c, i);
    }

    private static void eors(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] ^ Shifter.operandWithCarry(c, i);
        c.setNz(c.r[i.d]);
    }

    private static void tst(Cpu c, Insn i) {
        c.setNz(c.r[i.n] & Shifter.operandWithCarry(c, i));
    }

    private static void teq(Cpu c, Insn i) {
        c.setNz(c.r[i.n] ^ Shifter.operandWithCarry(c, i));
    }

    private static void cmp(Cpu c, Insn i) {
        c.subtractWithFlags(c.r[i.n], Shifter.operand(c, i));
    }

    private static void cmn(Cpu c, Insn i) {
        c.addWithFlags(c.r[i.n], Shifter.operand(c, i));
    }

    private static void add(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] + Shifter.operand(c, i);
    }

    private static void adds(Cpu c, Insn i) {
        c.r[i.d] = c.addWithFlags(c.r[i.n], Shifter.operand(c, i));
    }

    private static void sub(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] - Shifter.operand(c, i);
    }

    private static void subs(Cpu c, Insn i) {
        c.r[i.d] = c.subtractWithFlags(c.r[i.n], Shifter.operand(c, i));
    }

    private static void rsb(Cpu c, Insn i) {
        c.r[i.d] = Shifter.operand(c, i) - c.r[i.n];
    }

    private static void rsbs(Cpu c, Insn i) {
        c.r[i.d] = c.subtractWithFlags(Shifter.operand(c, i), c.r[i.n]);
    }

    private static void adc(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] + Shifter.operand(c, i) + c.cf;
    }

    private static void adcs(Cpu c, Insn i) {
        c.r[i.d] = c.addWithCarryAndFlags(c.r[i.n], Shifter.operand(c, i));
    }

    private static void sbc(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] + ~Shifter.operand(c, i) + c.cf;
    }

    private static void sbcs(Cpu c, Insn i) {
        c.r[i.d] = c.addWithCarryAndFlags(c.r[i.n], ~Shifter.operand(c, i));
    }

    private static void movt(Cpu c, Insn i) {
        c.r[i.d] = (c.r[i.d] & 0xffff) | i.imm << 16;
    }

    private static void addSp(Cpu c, Insn i) {
        c.r[i.d] = c.r[Cpu.SP] + i.imm;
    }

    private static void raiseSp(Cpu c, Insn i) {
        c.r[Cpu.SP] += i.imm;
    }

    private static void dropSp(Cpu c, Insn i) {
        c.r[Cpu.SP] -= i.imm;
    }

    private static void addToSp(Cpu c, Insn i) {
        c.r[Cpu.SP] = c.r[Cpu.SP] + Shifter.operand(c, i) & ~3;
    }

    private static void movToSp(Cpu c, Insn i) {
        c.r[Cpu.SP] = Shifter.operand(c, i) & ~3;
    }

    private static void addToPc(Cpu c, Insn i) {
        c.pc = i.address + 4 + Shifter.operand(c, i) & ~1;
    }

    private static void movToPc(Cpu c, Insn i) {
        int target = Shifter.operand(c, i);
        if (target >>> 28 == 0xf) {
            c.interwork(target);
        } else {
            c.pc = target & ~1;
        }
    }

    private static void lsl(Cpu c, Insn i) {
        shift(c, i, Shifter.LSL);
    }

    private static void lsr(Cpu c, Insn i) {
        shift(c, i, Shifter.LSR);
    }

    private static void asr(Cpu c, Insn i) {
        shift(c, i, Shifter.ASR);
    }

    private static void ror(Cpu c, Insn i) {
        shift(c, i, Shifter.ROR);
    }

    private static void lsls(Cpu c, Insn i) {
        shiftWithFlags(c, i, Shifter.LSL);
    }

    private static void lsrs(Cpu c, Insn i) {
        shiftWithFlags(c, i, Shifter.LSR);
    }

    private static void asrs(Cpu c, Insn i) {
        shiftWithFlags(c, i, Shifter.ASR);
    }

    private static void rors(Cpu c, Insn i) {
        shiftWithFlags(c, i, Shifter.ROR);
    }

    private static void shift(Cpu c, Insn i, int type) {
        c.r[i.d] = Shifter.shift(c.r[i.n], type, c.r[i.m] & 0xff, 0);
    }

    private static void shiftWithFlags(Cpu c, Insn i, int type) {
        int value = c.r[i.n];
        int amount = c.r[i.m] & 0xff;
        if (amount != 0) {
            c.cf = Shifter.carry(value, type, amount);
        }
        c.r[i.d] = Shifter.shift(value, type, amount, 0);
        c.setNz(c.r[i.d]);
    }

    private static void sdiv(Cpu c, Insn i) {
        // Java's division also wraps at the one quotient that does not fit.
        c.r[i.d] = isDivisible(c, i) ? c.r[i.n] / c.r[i.m] : 0;
    }

    private static void udiv(Cpu c, Insn i) {
        c.r[i.d] = isDivisible(c, i) ? Integer.divideUnsigned(c.r[i.n], c.r[i.m]) : 0;
    }

    private static boolean isDivisible(Cpu c, Insn i) {
        if (c.r[i.m] == 0 && c.exceptions.trapsDivisionByZero()) {
            throw new Fault(FaultCause.DIVBYZERO, i.address, i.toString());
        }
        return c.r[i.m] != 0;
    }
}
