package dev.tinyrig.sim.oracle;

import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.Stop;
import dev.tinyrig.sim.cpu.Cpu;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Runs the same random image translated and interpreted, and compares all state each time both stop. */
final class SelfLockStep {
    private static final int CELLS_PER_RECORD = 50;

    private final RandomImage image;
    private final Machine interpreted;
    private final Machine translated;
    private final Random random;

    SelfLockStep(LockStep.Target target, long seed, int cells, Supplier<Machine> machines) {
        image = new RandomImage(seed, target.fpu(), cells, target.records(), CELLS_PER_RECORD);
        random = new Random(seed);
        interpreted = started(machines.get());
        interpreted.interpretOnly();
        translated = started(machines.get());
        translated.translateAfter(0);
    }

    private Machine started(Machine machine) {
        machine.load(0, image.toBytes());
        machine.reset();
        return machine;
    }

    /** Executed by each of the two machines. */
    long instructions() {
        return translated.executed();
    }

    /** Where the two first differ; empty if they never do. */
    String difference(int mostBetweenStops) {
        while (true) {
            int instructions = 1 + random.nextInt(mostBetweenStops);
            Stop one = interpreted.run(instructions);
            Stop other = translated.run(instructions);
            String state = state(interpreted);
            if (!one.equals(other) || !state.equals(state(translated))) {
                return one + " " + state + "\n" + other + " " + state(translated);
            }
            if (!(one instanceof Stop.Limit)) {
                return sameMemory() ? "" : "the scratch memory differs";
            }
        }
    }

    private boolean sameMemory() {
        return Arrays.equals(
                interpreted.dump(RandomCells.SCRATCH, RandomCells.SCRATCH_BYTES),
                translated.dump(RandomCells.SCRATCH, RandomCells.SCRATCH_BYTES));
    }

    private static String state(Machine machine) {
        Cpu cpu = machine.cpu();
        List<Integer> flags = List.of(cpu.apsr(), cpu.itState, cpu.exceptions.current(), cpu.fpu.status.bits());
        return String.format(
                "pc 0x%08x executed %d cycles %d r %s flags %s s %s",
                cpu.pc, cpu.executed, machine.cycles(), Arrays.toString(cpu.r), flags, Arrays.toString(cpu.fpu.s));
    }
}
