package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import java.util.ArrayList;
import java.util.List;

/** Multiplies and multiply-accumulates, the signed halfword and dual ones of the DSP extension too (A5.3.16, A5.3.17). */
final class Multiplication {
    /** Half a unit of the upper word. */
    private static final long HALF = 0x80000000L;

    private Multiplication() {}

    static List<Encoding> encodings() {
        List<Encoding> rows = new ArrayList<>();
        rows.add(Encoding.of("111110110000nnnn1111dddd0000mmmm", "mul.w %d, %n, %m", Multiplication::mul));
        rows.add(Encoding.of("111110110000nnnnaaaadddd0000mmmm", "mla %d, %n, %m, %a", Multiplication::mla));
        rows.add(Encoding.of("111110110000nnnnaaaadddd0001mmmm", "mls %d, %n, %m, %a", Multiplication::mls));
        addHalves(rows);
        addBoth(rows, "010", "0000", "smuad", "smlad", Multiplication::smlad);
        addBoth(rows, "010", "0001", "smuadx", "smladx", Multiplication::smladx);
        addBoth(rows, "100", "0000", "smusd", "smlsd", Multiplication::smlsd);
        addBoth(rows, "100", "0001", "smusdx", "smlsdx", Multiplication::smlsdx);
        addBoth(rows, "011", "0000", "smulwb", "smlawb", Multiplication::smlawb);
        addBoth(rows, "011", "0001", "smulwt", "smlawt", Multiplication::smlawt);
        addBoth(rows, "101", "0000", "smmul", "smmla", Multiplication::smmla);
        addBoth(rows, "101", "0001", "smmulr", "smmlar", Multiplication::smmlar);
        rows.add(Encoding.of("111110110110nnnnaaaadddd0000mmmm", "smmls %d, %n, %m, %a", Multiplication::smmls));
        rows.add(Encoding.of("111110110110nnnnaaaadddd0001mmmm", "smmlsr %d, %n, %m, %a", Multiplication::smmlsr));
        addBoth(rows, "111", "0000", "usad8", "usada8", Multiplication::usada8);
        addLong(rows);
        return rows;
    }

    /** The operation without addend, whose Ra is 1111 and reads as 0, and with it. */
    private static void addBoth(
            List<Encoding> rows, String op, String low, String without, String with, Semantics semantics) {
        rows.add(Encoding.of("111110110" + op + "nnnn1111dddd" + low + "mmmm", without + " %d, %n, %m", semantics));
        rows.add(Encoding.of("111110110" + op + "nnnnaaaadddd" + low + "mmmm", with + " %d, %n, %m, %a", semantics));
    }

    private static void addHalves(List<Encoding> rows) {
        addBoth(rows, "001", "0000", "smulbb", "smlabb", Multiplication::smlabb);
        addBoth(rows, "001", "0001", "smulbt", "smlabt", Multiplication::smlabt);
        addBoth(rows, "001", "0010", "smultb", "smlatb", Multiplication::smlatb);
        addBoth(rows, "001", "0011", "smultt", "smlatt", Multiplication::smlatt);
        addLong(rows, "100", "1000", "smlalbb", Multiplication::smlalbb);
        addLong(rows, "100", "1001", "smlalbt", Multiplication::smlalbt);
        addLong(rows, "100", "1010", "smlaltb", Multiplication::smlaltb);
        addLong(rows, "100", "1011", "smlaltt", Multiplication::smlaltt);
    }

    private static void addLong(List<Encoding> rows) {
        addLong(rows, "000", "0000", "smull", Multiplication::smull);
        addLong(rows, "010", "0000", "umull", Multiplication::umull);
        addLong(rows, "100", "0000", "smlal", Multiplication::smlal);
        addLong(rows, "110", "0000", "umlal", Multiplication::umlal);
        addLong(rows, "110", "0110", "umaal", Multiplication::umaal);
        addLong(rows, "100", "1100", "smlald", Multiplication::smlald);
        addLong(rows, "100", "1101", "smlaldx", Multiplication::smlaldx);
        addLong(rows, "101", "1100", "smlsld", Multiplication::smlsld);
        addLong(rows, "101", "1101", "smlsldx", Multiplication::smlsldx);
    }

    private static void addLong(List<Encoding> rows, String op, String low, String name, Semantics semantics) {
        rows.add(Encoding.of("111110111" + op + "nnnnddddaaaa" + low + "mmmm", name + " %d, %a, %n, %m", semantics));
    }

    static void mul(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] * c.r[i.m];
    }

    static void muls(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.n] * c.r[i.m];
        c.setNz(c.r[i.d]);
    }

    private static void mla(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.a] + c.r[i.n] * c.r[i.m];
    }

    private static void mls(Cpu c, Insn i) {
        c.r[i.d] = c.r[i.a] - c.r[i.n] * c.r[i.m];
    }

    private static long bottom(int value) {
        return (short) value;
    }

    private static long top(int value) {
        return value >> 16;
    }

    private static int exchanged(int value) {
        return Integer.rotateRight(value, 16);
    }

    private static void smlabb(Cpu c, Insn i) {
        accumulate(c, i, bottom(c.r[i.n]) * bottom(c.r[i.m]));
    }

    private static void smlabt(Cpu c, Insn i) {
        accumulate(c, i, bottom(c.r[i.n]) * top(c.r[i.m]));
    }

    private static void smlatb(Cpu c, Insn i) {
        accumulate(c, i, top(c.r[i.n]) * bottom(c.r[i.m]));
    }

    private static void smlatt(Cpu c, Insn i) {
        accumulate(c, i, top(c.r[i.n]) * top(c.r[i.m]));
    }

    private static void smlawb(Cpu c, Insn i) {
        accumulate(c, i, (bottom(c.r[i.m]) * c.r[i.n]) >> 16);
    }

    private static void smlawt(Cpu c, Insn i) {
        accumulate(c, i, (top(c.r[i.m]) * c.r[i.n]) >> 16);
    }

    private static void smlad(Cpu c, Insn i) {
        accumulate(c, i, dualSum(c.r[i.n], c.r[i.m]));
    }

    private static void smladx(Cpu c, Insn i) {
        accumulate(c, i, dualSum(c.r[i.n], exchanged(c.r[i.m])));
    }

    private static void smlsd(Cpu c, Insn i) {
        accumulate(c, i, dualDifference(c.r[i.n], c.r[i.m]));
    }

    private static void smlsdx(Cpu c, Insn i) {
        accumulate(c, i, dualDifference(c.r[i.n], exchanged(c.r[i.m])));
    }

    private static long dualSum(int n, int m) {
        return bottom(n) * bottom(m) + top(n) * top(m);
    }

    private static long dualDifference(int n, int m) {
        return bottom(n) * bottom(m) - top(n) * top(m);
    }

    /** Adds Ra, wraps, and sets Q if that lost something. */
    private static void accumulate(Cpu c, Insn i, long product) {
        long sum = product + c.r[i.a];
        c.r[i.d] = (int) sum;
        if (sum != (int) sum) {
            c.qf = 1;
        }
    }

    private static void smmla(Cpu c, Insn i) {
        c.r[i.d] = upper(shiftedAddend(c, i) + product(c, i));
    }

    private static void smmlar(Cpu c, Insn i) {
        c.r[i.d] = upper(shiftedAddend(c, i) + product(c, i) + HALF);
    }

    private static void smmls(Cpu c, Insn i) {
        c.r[i.d] = upper(shiftedAddend(c, i) - product(c, i));
    }

    private static void smmlsr(Cpu c, Insn i) {
        c.r[i.d] = upper(shiftedAddend(c, i) - product(c, i) + HALF);
    }

    private static int upper(long value) {
        return (int) (value >> 32);
    }

    private static long shiftedAddend(Cpu c, Insn i) {
        return (long) c.r[i.a] << 32;
    }

    private static long product(Cpu c, Insn i) {
        return (long) c.r[i.n] * c.r[i.m];
    }

    private static long unsignedProduct(Cpu c, Insn i) {
        return (c.r[i.n] & 0xffffffffL) * (c.r[i.m] & 0xffffffffL);
    }

    private static void usada8(Cpu c, Insn i) {
        int n = c.r[i.n];
        int m = c.r[i.m];
        int sum = c.r[i.a];
        for (int at = 0; at < 32; at += 8) {
            sum += Math.abs((n >>> at & 0xff) - (m >>> at & 0xff));
        }
        c.r[i.d] = sum;
    }

    private static long pair(Cpu c, Insn i) {
        return (long) c.r[i.a] << 32 | (c.r[i.d] & 0xffffffffL);
    }

    private static void setPair(Cpu c, Insn i, long value) {
        c.r[i.d] = (int) value;
        c.r[i.a] = (int) (value >>> 32);
    }

    private static void smull(Cpu c, Insn i) {
        setPair(c, i, product(c, i));
    }

    private static void umull(Cpu c, Insn i) {
        setPair(c, i, unsignedProduct(c, i));
    }

    private static void smlal(Cpu c, Insn i) {
        setPair(c, i, pair(c, i) + product(c, i));
    }

    private static void umlal(Cpu c, Insn i) {
        setPair(c, i, pair(c, i) + unsignedProduct(c, i));
    }

    private static void umaal(Cpu c, Insn i) {
        setPair(c, i, unsignedProduct(c, i) + (c.r[i.d] & 0xffffffffL) + (c.r[i.a] & 0xffffffffL));
    }

    private static void smlalbb(Cpu c, Insn i) {
        setPair(c, i, pair(c, i) + bottom(c.r[i.n]) * bottom(c.r[i.m]));
    }

    private static void smlalbt(Cpu c, Insn i) {
        setPair(c, i, pair(c, i) + bottom(c.r[i.n]) * top(c.r[i.m]));
    }

    private static void smlaltb(Cpu c, Insn i) {
        setPair(c, i, pair(c, i) + top(c.r[i.n]) * bottom(c.r[i.m]));
    }

    private static void smlaltt(Cpu c, Insn i) {
        setPair(c, i, pair(c, i) + top(c.r[i.n]) * top(c.r[i.m]));
    }

    private static void smlald(Cpu c, Insn i) {
        setPair(c, i, pair(c, i) + dualSum(c.r[i.n], c.r[i.m]));
    }

    private static void smlaldx(Cpu c, Insn i) {
        setPair(c, i, pair(c, i) + dualSum(c.r[i.n], exchanged(c.r[i.m])));
    }

    private static void smlsld(Cpu c, Insn i) {
        setPair(c, i, pair(c, i) + dualDifference(c.r[i.n], c.r[i.m]));
    }

    private static void smlsldx(Cpu c, Insn i) {
        setPair(c, i, pair(c, i) + dualDifference(c.r[i.n], exchanged(c.r[i.m])));
    }
}
