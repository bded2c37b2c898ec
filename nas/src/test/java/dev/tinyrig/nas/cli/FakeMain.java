package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.FakePipeline;
import dev.tinyrig.nas.search.Evaluator;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;

/** The program over fake pipelines, for tests that must kill a process. */
final class FakeMain {
    private static final long EVALUATION_NANOS = 20_000_000;

    private FakeMain() {}

    public static void main(String[] args) {
        System.exit(Main.commandLine(
                        Terminal.ofProcess(),
                        (request, run, capacity, progress) -> new FakePipeline(FakeMain::slow),
                        Clock.systemUTC())
                .execute(args));
    }

    /** Slow enough to be caught in the act. */
    private static Evaluator slow(Evaluator evaluator) {
        return proposal -> {
            LockSupport.parkNanos(EVALUATION_NANOS);
            return evaluator.evaluate(proposal);
        };
    }
}
