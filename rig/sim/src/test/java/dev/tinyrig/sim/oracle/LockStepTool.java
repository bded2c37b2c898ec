package dev.tinyrig.sim.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares as many random instructions with QEMU as the command line says, and reports the encodings covered. */
final class LockStepTool {
    private static final int CELLS = 40_000;

    private LockStepTool() {}

    /** Arguments: how many instructions, and the first seed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        long wanted = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        for (LockStep.Target target : LockStep.Target.values()) {
            run(target, wanted / 2, seed);
        }
    }

    private static void run(LockStep.Target target, long wanted, long firstSeed)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lockstep");
        Map<String, Integer> coverage = new TreeMap<>();
        long instructions = 0;
        long tested = 0;
        int known = 0;
        int differing = 0;
        for (long seed = firstSeed; instructions < wanted; seed++) {
            LockStep lockStep = new LockStep(target, seed, CELLS);
            List<String> differences = lockStep.differences(folder);
            differing += differences.size();
            differences.stream().limit(20).forEach(System.out::println);
            instructions += lockStep.cells().instructions();
            tested += lockStep.cells().coverage().values().stream()
                    .mapToInt(n -> n)
                    .sum();
            lockStep.cells().coverage().forEach((encoding, count) -> coverage.merge(encoding, count, Integer::sum));
            known = lockStep.cells().encodings().size();
        }
        System.out.printf(
                "%s: %,d instructions in lock-step, %,d of them drawn at random; %d differences; %d of %d encodings covered%n",
                target, instructions, tested, differing, coverage.size(), known);
    }
}
