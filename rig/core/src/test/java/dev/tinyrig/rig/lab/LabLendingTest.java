package dev.tinyrig.rig.lab;

import static dev.tinyrig.rig.lab.LabBenches.F405;
import static dev.tinyrig.rig.lab.LabBenches.F412;
import static dev.tinyrig.rig.lab.LabBenches.NONE;
import static dev.tinyrig.rig.lab.LabBenches.PATIENCE;
import static dev.tinyrig.rig.lab.LabBenches.firmware;
import static dev.tinyrig.rig.lab.LabBenches.only;
import static dev.tinyrig.rig.lab.LabBenches.sound;
import static dev.tinyrig.rig.lab.LabBenches.workload;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.qemu.QemuBench;
import dev.tinyrig.rig.lab.LabBenches.Logged;
import dev.tinyrig.rig.measure.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets which bench, and when. */
@Timeout(30)
final class LabLendingTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void lendsEachBenchToOneAtATime() {
        try (Lab lab = new Lab(List.of(sound("a"), sound("b")));
                Lease first = lab.lease(F405, NONE);
                Lease second = lab.lease(F405, NONE)) {
            assertThat(Set.of(first.bench(), second.bench())).containsExactlyInAnyOrder("a", "b");
            assertThatThrownBy(() -> lab.lease(F405, NONE))
                    .isInstanceOf(LabException.class)
                    .hasMessage("no bench for stm32f405 could be had:\n  a: busy\n  b: busy");
        }
    }

    @Test
    void saysOfEachBenchWhyItCannotBeHad() {
        QemuBench absent = new QemuBench("absent", Map.of("PATH", ""));
        try (Lab lab = new Lab(List.of(absent, only(F412, "other")))) {
            assertThatThrownBy(() -> lab.lease(F405, PATIENCE))
                    .isInstanceOf(LabException.class)
                    .hasMessage(
                            """
                            no bench for stm32f405 could be had:
                              absent: qemu-system-arm is not on the PATH: run 'apt-get install qemu-system-arm', or let TINYRIG_QEMU name it
                              other: does not run stm32f405""");
        }
    }

    @Test
    void waitsUntilABenchIsGivenBack() throws Exception {
        try (Lab lab = new Lab(List.of(sound("a")))) {
            Lease holder = lab.lease(F405, NONE);
            Future<String> waiting = threads.submit(() -> {
                try (Lease lease = lab.lease(F405, PATIENCE)) {
                    return lease.bench();
                }
            });
            LabBenches.awaitWaiters(lab, 1);
            holder.close();

            assertThat(waiting.get(20, SECONDS)).isEqualTo("a");
        }
    }

    @Test
    void servesFirstWhoCameFirst() throws Exception {
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        try (Lab lab = new Lab(List.of(sound("a")))) {
            List<Future<?>> waiting = new ArrayList<>();
            Lease holder = lab.lease(F405, NONE);
            for (int i = 0; i < 8; i++) {
                int number = i;
                waiting.add(threads.submit(() -> {
                    try (Lease lease = lab.lease(F405, PATIENCE)) {
                        served.add(number);
                        assertThat(lease.bench()).isEqualTo("a");
                    }
                }));
                LabBenches.awaitWaiters(lab, i + 1);
            }
            holder.close();
            for (Future<?> each : waiting) {
                each.get(20, SECONDS);
            }
        }

        assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void waiterForOneTargetDoesNotHoldUpAnother() throws Exception {
        try (Lab lab = new Lab(List.of(only(F405, "a"), only(F412, "b")))) {
            Lease holder = lab.lease(F405, NONE);
            Future<String> waiting = threads.submit(() -> {
                try (Lease lease = lab.lease(F405, PATIENCE)) {
                    return lease.bench();
                }
            });
            LabBenches.awaitWaiters(lab, 1);

            try (Lease other = lab.lease(F412, NONE)) {
                assertThat(other.bench()).isEqualTo("b");
            }
            holder.close();
            assertThat(waiting.get(20, SECONDS)).isEqualTo("a");
        }
    }

    @Test
    void keepsTheSessionForTheSameTargetAndOpensAnotherForAnother() {
        Logged bench = Logged.failing("a", 1);
        try (Lab lab = new Lab(List.of(bench))) {
            lab.lease(F405, NONE).close();
            lab.lease(F405, NONE).close();
            lab.lease(F412, NONE).close();
        }

        assertThat(bench.log()).containsExactly("open stm32f405", "close", "open stm32f412", "close");
    }

    @Test
    void failedSessionIsNotLentAgain() {
        Logged bench = Logged.failing("a", 1);
        try (Lab lab = new Lab(List.of(bench))) {
            try (Lease lease = lab.lease(F405, NONE)) {
                assertThatThrownBy(() -> lease.run(firmware(), workload())).isInstanceOf(BenchException.class);
            }
            lab.lease(F405, NONE).close();
        }

        assertThat(bench.log()).containsExactly("open stm32f405", "run 1", "close", "open stm32f405", "close");
    }

    @Test
    void endedLeaseRunsNothingAndGivesBackOnce() {
        try (Lab lab = new Lab(List.of(sound("a")))) {
            Lease ended = lab.lease(F405, NONE);
            ended.close();
            try (Lease next = lab.lease(F405, NONE)) {
                ended.close();

                assertThatThrownBy(() -> ended.run(firmware(), workload())).isInstanceOf(LabException.class);
                assertThatThrownBy(() -> lab.lease(F405, NONE)).isInstanceOf(LabException.class);
                assertThat(next.bench()).isEqualTo("a");
            }
        }
    }

    @Test
    void closedLabClosesItsSessionsAndLendsNothing() {
        Logged idle = new Logged("idle");
        Logged lent = new Logged("lent");
        Lab lab = new Lab(List.of(idle, lent));
        Lease first = lab.lease(F405, NONE);
        Lease second = lab.lease(F405, NONE);
        first.close();

        lab.close();
        second.close();

        assertThat(idle.log()).containsExactly("open stm32f405", "close");
        assertThat(lent.log()).containsExactly("open stm32f405", "close");
        assertThatThrownBy(() -> lab.lease(F405, PATIENCE))
                .isInstanceOf(LabException.class)
                .hasMessage("the lab is closed");
    }

    @Test
    void interruptEndsTheWait() throws Exception {
        try (Lab lab = new Lab(List.of(sound("a")));
                Lease holder = lab.lease(F405, NONE)) {
            assertThat(holder.bench()).isEqualTo("a");
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> lab.lease(F405, PATIENCE))
                    .isInstanceOf(LabException.class)
                    .hasMessage("interrupted while waiting for a bench");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void manyThreadsNeverShareABench() throws Exception {
        try (Lab lab = new Lab(List.of(sound("a"), sound("b"), sound("c")))) {
            List<Callable<Outcome>> runs = Collections.nCopies(300, () -> lab.run(firmware(), workload(), F405));

            for (Future<Outcome> run : threads.invokeAll(runs)) {
                // A fake bench refuses a second session at a time, so sharing one would have failed.
                assertThat(run.get()).isInstanceOf(Outcome.Measured.class);
            }
        }
    }

    @Test
    void unknownKindOfBenchIsToldWithTheKnownOnes() {
        assertThatThrownBy(() -> Lab.of("simics", 1))
                .isInstanceOf(LabException.class)
                .hasMessage("unknown kind of bench 'simics'; known are qemu, renode, sim, sim-instructions");
    }
}
