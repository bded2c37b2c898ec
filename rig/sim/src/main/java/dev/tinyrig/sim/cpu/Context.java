package dev.tinyrig.sim.cpu;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The registers of a processor at one moment.
 *
 * @param registers R0 to R12, SP, LR and PC
 * @param exception the number in IPSR
 */
public record Context(List<Integer> registers, int xpsr, int exception) {
    public Context {
        registers = List.copyOf(registers);
    }

    /** As they are now, with the address of the instruction in question. */
    public static Context of(Cpu cpu, int pc) {
        return new Context(
                IntStream.concat(IntStream.rangeClosed(0, Cpu.LR).map(one -> cpu.r[one]), IntStream.of(pc))
                        .boxed()
                        .toList(),
                cpu.xpsr(),
                cpu.exceptions.current());
    }

    public int register(int number) {
        return registers.get(number);
    }
}
