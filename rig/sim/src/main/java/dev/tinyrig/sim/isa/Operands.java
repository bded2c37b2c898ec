package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;

/** The registers that one instruction reads and writes, as bits of {@link Traits}. */
record Operands(long stored, long operands, long accumulators, long written) {

    static Operands of(Insn i, Kind kind, int words) {
        if (kind.isFloat()) {
            return floating(i, kind, words);
        }
        long flagsRead = readsFlags(i, kind) ? Traits.FLAGS : 0;
        long flagsWritten = i.setsFlags || isComparison(i) ? Traits.FLAGS : 0;
        long d = Traits.core(i.d);
        long a = Traits.core(i.a);
        long n = Traits.core(i.n);
        long m = Traits.core(i.m);
        String name = i.encoding.mnemonic();
        return switch (kind) {
            case MOVE, ALU, DSP, SATURATION -> {
                long sp = i.encoding.text().contains("sp") ? Traits.core(Cpu.SP) : 0;
                boolean merges = name.startsWith("movt") || name.startsWith("bf");
                boolean writesSp = i.encoding.text().contains(" sp,");
                yield new Operands(
                        0, n | m | sp | flagsRead | (merges ? d : 0), 0, d | flagsWritten | (writesSp ? sp : 0));
            }
            case MAC, DIVISION -> new Operands(0, n | m, a, d | flagsWritten);
            case LONG_MAC -> new Operands(0, n | m, name.contains("mull") ? 0 : a | d, a | d);
            case LOAD, NARROW_LOAD -> new Operands(0, 0, 0, d);
            case LOAD_PAIR -> new Operands(0, 0, 0, d | a);
            case STORE, NARROW_STORE -> name.startsWith("strex") ? new Operands(a, 0, 0, d) : new Operands(d, 0, 0, 0);
            case STORE_PAIR -> new Operands(d | a, 0, 0, 0);
            case LOAD_MULTIPLE -> new Operands(0, 0, 0, i.imm & 0x7fff);
            case STORE_MULTIPLE -> new Operands(i.imm & 0x7fff, 0, 0, 0);
            case BRANCH, CONDITIONAL_BRANCH ->
                new Operands(0, n | m, 0, name.startsWith("bl") ? Traits.core(Cpu.LR) : 0);
            default -> new Operands(0, n, 0, d);
        };
    }

    /** A branch does not wait for the flags, so it does not read them here. */
    private static boolean readsFlags(Insn i, Kind kind) {
        String name = i.encoding.mnemonic();
        return (kind == Kind.ALU && (name.startsWith("adc") || name.startsWith("sbc")))
                || name.equals("sel")
                || i.shift == Shifter.RRX;
    }

    private static boolean isComparison(Insn i) {
        String name = i.encoding.mnemonic();
        return name.startsWith("cmp") || name.startsWith("cmn") || name.startsWith("tst") || name.startsWith("teq");
    }

    private static Operands floating(Insn i, Kind kind, int words) {
        long d = register(i, 'D', i.d, words);
        long n = register(i, 'N', i.n, 1);
        long m = register(i, 'M', i.m, i.encoding.text().contains("+1") ? 2 : 1);
        return switch (kind) {
            case FLOAT_LOAD, FLOAT_LOAD_MULTIPLE -> new Operands(0, 0, 0, d);
            case FLOAT_STORE, FLOAT_STORE_MULTIPLE -> new Operands(d, 0, 0, 0);
            case FLOAT_CHAINED, FLOAT_FUSED -> new Operands(0, n | m, d, d);
            case FLOAT_MOVE -> moved(i, d | Traits.core(i.a), n | m);
            default -> new Operands(0, n | m, 0, d);
        };
    }

    /** Which side of a move is written is what stands first in its text. */
    private static Operands moved(Insn i, long d, long others) {
        String text = i.encoding.text();
        if (text.startsWith("vcmp")) {
            return new Operands(0, d | others, 0, 0);
        }
        if (text.startsWith("vmrs APSR")) {
            return new Operands(0, 0, 0, Traits.FLAGS);
        }
        boolean readsCore = text.startsWith("vmsr") || text.matches("vmov(\\.32)? %[GHMN].*");
        return readsCore ? new Operands(0, d, 0, others) : new Operands(0, others, 0, d);
    }

    private static long register(Insn i, char fifthBit, int number, int words) {
        if (!i.encoding.pattern().has(fifthBit)) {
            return Traits.core(number);
        }
        boolean single = i.encoding.isSingle(fifthBit);
        int size = Math.max(words, single ? 1 : 2);
        return Traits.singles(single ? number : 2 * number, size);
    }
}
