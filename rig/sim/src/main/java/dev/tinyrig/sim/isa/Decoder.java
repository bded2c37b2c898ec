package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.FpuKind;
import java.util.ArrayList;
import java.util.List;

/** Finds the encoding of an instruction; the tables are in order, so a special case stands before the general one. */
public final class Decoder {
    private static final List<Encoding> ALL = all();

    private final List<Encoding> narrow;
    private final List<Encoding> wide;

    /** Knows the encodings that a processor with this floating-point extension has. */
    public Decoder(FpuKind fpuKind) {
        narrow = having(fpuKind, 2);
        wide = having(fpuKind, 4);
    }

    private static List<Encoding> all() {
        List<Encoding> rows = new ArrayList<>();
        rows.addAll(DataProcessing.encodings());
        rows.addAll(LoadStore.encodings());
        rows.addAll(LoadStoreMultiple.encodings());
        rows.addAll(BitFields.encodings());
        rows.addAll(Multiplication.encodings());
        rows.addAll(ParallelArithmetic.encodings());
        rows.addAll(SystemRegisters.encodings());
        rows.addAll(Branches.encodings());
        rows.addAll(FloatTransfer.encodings());
        rows.addAll(FloatConversion.encodings());
        rows.addAll(FloatArithmetic.encodings());
        rows.addAll(Undefined.encodings());
        return List.copyOf(rows);
    }

    private static List<Encoding> having(FpuKind fpuKind, int bytes) {
        return ALL.stream()
                .filter(row -> row.pattern().bytes() == bytes)
                .filter(row -> row.needs().compareTo(fpuKind) <= 0)
                .toList();
    }

    /** Every encoding that this decoder knows, in the order in which it looks. */
    public List<Encoding> encodings() {
        List<Encoding> both = new ArrayList<>(narrow);
        both.addAll(wide);
        return List.copyOf(both);
    }

    /** Whether a first halfword is followed by a second (A5.1). */
    public static boolean isWide(int halfword) {
        return halfword >>> 11 >= 0b11101;
    }

    /**
     * The instruction at an address; bits that are no encoding become one that faults when it is executed.
     *
     * @param word one halfword, or two with the first above the second
     * @param inIt whether it stands in an IT block, where most 16-bit encodings leave the flags alone
     */
    public Insn decode(int word, boolean isWide, int address, boolean inIt) {
        for (Encoding encoding : isWide ? wide : narrow) {
            if (encoding.matches(word)) {
                return new Insn(encoding, new Fields(encoding.pattern(), word, address), inIt);
            }
        }
        throw new IllegalStateException("the last row takes everything");
    }
}
