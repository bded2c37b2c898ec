package dev.tinyrig.sim.profile;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.IntFunction;

/** Writes a line for each instruction: the cycle at which it began, its address, its bits and its text. */
public final class Trace implements Watcher {
    private static final String FORMAT = "%12d  0x%08x  %-9s  %s%s%n";

    private final Cpu cpu;
    private final Appendable out;
    private final long limit;
    private final IntFunction<Optional<String>> names;
    private long written;
    private long beyond;
    private int expected;

    /**
     * A trace of a machine.
     *
     * @param limit how many instructions it writes at most
     * @param names says where an address is, such as {@code main+0x12}
     */
    public Trace(Cpu cpu, Appendable out, long limit, IntFunction<Optional<String>> names) {
        this.cpu = cpu;
        this.out = out;
        this.limit = limit;
        this.names = names;
        this.expected = cpu.pc ^ 1;
    }

    @Override
    public void executed(Insn insn, int cycles) {
        write(insn, cycles, "");
    }

    @Override
    public void skipped(Insn insn, int cycles) {
        write(insn, cycles, "  ; condition failed");
    }

    private void write(Insn insn, int cycles, String remark) {
        if (written == limit) {
            beyond++;
            return;
        }
        written++;
        try {
            if (insn.address != expected) {
                writePlace(insn.address);
            }
            out.append(FORMAT.formatted(cpu.clock() - cycles, insn.address, insn.halfwords(), insn.toString(), remark));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        expected = insn.next;
    }

    private void writePlace(int address) throws IOException {
        Optional<String> name = names.apply(address);
        if (name.isPresent()) {
            out.append(name.get()).append(':').append(System.lineSeparator());
        }
    }

    @Override
    public void entered(int interruptedSp) {}

    @Override
    public void left() {}

    @Override
    public void settled() {}

    /** Instructions written. */
    public long written() {
        return written;
    }

    /** Instructions beyond the limit. */
    public long leftOut() {
        return beyond;
    }
}
