package dev.tinyrig.sim.oracle;

import dev.tinyrig.sim.Machine;

/** Compares translated with interpreted code on as many random instructions as the command line says. */
final class SelfLockStepTool {
    private static final int CELLS = 20_000;
    private static final int MOST_BETWEEN_STOPS = 2_000;

    private SelfLockStepTool() {}

    /** Arguments: how many instructions, and the first seed. */
    public static void main(String[] args) {
        long wanted = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        long firstSeed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        for (LockStep.Target target : LockStep.Target.values()) {
            long instructions = 0;
            for (long seed = firstSeed; instructions < wanted / 2; seed++) {
                boolean timed = seed % 2 == 0;
                SelfLockStep lockStep = new SelfLockStep(
                        target,
                        seed,
                        CELLS,
                        () -> timed ? SelfLockStepTest.timed(target) : Machine.of(target.description(), one -> {}));
                String difference = lockStep.difference(MOST_BETWEEN_STOPS);
                instructions += lockStep.instructions();
                System.out.printf(
                        "%s, seed %d%s: %,d instructions, %s%n",
                        target,
                        seed,
                        timed ? ", cycles too" : "",
                        lockStep.instructions(),
                        difference.isEmpty() ? "no difference" : difference);
            }
        }
    }
}
