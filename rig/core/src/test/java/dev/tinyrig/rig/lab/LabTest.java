package dev.tinyrig.rig.lab;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.fake.FakeBench;
import dev.tinyrig.rig.bench.fake.FakeDevice;
import dev.tinyrig.rig.bench.fake.FakeDevice.Fault;
import dev.tinyrig.rig.bench.qemu.QemuBench;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LabTest {
    private static final Target F405 = Targets.load().named("stm32f405");
    private static final Target F412 = Targets.load().named("stm32f412");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration NONE = Duration.ZERO;

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
            awaitWaiters(lab, 1);
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
                awaitWaiters(lab, i + 1);
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
            awaitWaiters(lab, 1);

            try (Lease other = lab.lease(F412, NONE)) {
                assertThat(other.bench()).isEqualTo("b");
            }
            holder.close();
            assertThat(waiting.get(20, SECONDS)).isEqualTo("a");
        }
    }

    @Test
    void keepsTheSessionForTheSameTargetAndOpensAnotherForAnother() {
        Opened bench = new Opened("a");
        try (Lab lab = new Lab(List.of(bench))) {
            lab.lease(F405, NONE).close();
            lab.lease(F405, NONE).close();
            lab.lease(F412, NONE).close();
        }

        assertThat(bench.log).containsExactly("open stm32f405", "close", "open stm32f412", "close");
    }

    @Test
    void benchFaultIsRepeatedOnAnotherBench() {
        FakeBench broken = new FakeBench("broken", firmware -> echo(), Set.of(1));
        FakeBench sound = sound("sound");
        try (Lab lab = new Lab(List.of(broken, sound))) {
            Outcome outcome = lab.run(firmware(), workload(), F405);

            assertThat(bench(outcome)).isEqualTo("sound");
            assertThat(broken.runs()).isEqualTo(1);
        }
    }

    @Test
    void benchFaultIsRepeatedOnTheSameBenchWhereThereIsNoOther() {
        FakeBench broken = new FakeBench("a", firmware -> echo(), Set.of(1));
        try (Lab lab = new Lab(List.of(broken))) {
            assertThat(bench(lab.run(firmware(), workload(), F405))).isEqualTo("a");
            assertThat(broken.runs()).isEqualTo(2);
        }
    }

    @Test
    void secondBenchFaultIsToldWithBothAttempts() {
        FakeBench broken = new FakeBench("a", firmware -> echo(), Set.of(1, 2));
        try (Lab lab = new Lab(List.of(broken))) {
            assertThatThrownBy(() -> lab.run(firmware(), workload(), F405))
                    .isInstanceOf(LabException.class)
                    .hasMessage(
                            """
                            image.elf could not be run on stm32f405, the benches failed:
                              attempt 1 on a: a: run 1 was told to fail
                              attempt 2 on a: a: run 2 was told to fail""")
                    .hasCauseInstanceOf(BenchException.class);
            assertThat(bench(lab.run(firmware(), workload(), F405))).isEqualTo("a");
        }
    }

    @Test
    void runThatFailedTwiceBeginsAnewWhereAnotherHadItsOutcome() {
        FakeBench unlucky = new FakeBench("a", firmware -> echo(), Set.of(2, 3));
        try (Lab lab = new Lab(List.of(unlucky))) {
            lab.run(firmware(), workload(), F405);

            assertThat(bench(lab.run(firmware(), workload(), F405))).isEqualTo("a");
            assertThat(unlucky.runs()).isEqualTo(4);
            assertThat(lab.faults()).extracting(BenchFault::attempt).containsExactly(1, 2);
        }
    }

    @Test
    void trustIsBoundedAndUsedUp() {
        FakeBench broken = new FakeBench("a", firmware -> echo(), Set.of(4, 5, 6, 7, 8, 9, 10, 11));
        try (Lab lab = new Lab(List.of(broken))) {
            Collections.nCopies(3, firmware()).forEach(each -> lab.run(each, workload(), F405));

            assertThatThrownBy(() -> lab.run(firmware(), workload(), F405))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("attempt 6 on a: a: run 9 was told to fail");
            assertThatThrownBy(() -> lab.run(firmware(), workload(), F405))
                    .isInstanceOf(LabException.class)
                    .hasMessageEndingWith("attempt 2 on a: a: run 11 was told to fail");
        }
    }

    @Test
    void benchFaultIsNotedWithItsClass() {
        FakeBench broken = new FakeBench("broken", firmware -> echo(), Set.of(1));
        try (Lab lab = new Lab(List.of(broken, sound("sound")))) {
            Outcome outcome = lab.run(firmware(), workload(), F405);

            assertThat(outcome.errorClass()).isEmpty();
            assertThat(lab.faults())
                    .extracting(BenchFault::bench, BenchFault::errorClass, BenchFault::attempt, BenchFault::detail)
                    .containsExactly(tuple("broken", ErrorClass.INFRASTRUCTURE, 1, "broken: run 1 was told to fail"));
        }
    }

    @Test
    void requestThatMakesNoSenseIsNotRepeated() {
        FakeBench bench = sound("a");
        Firmware foreign = new Firmware(
                firmware().elf(),
                firmware().buildId(),
                F412.name(),
                "none",
                firmware().footprint());
        try (Lab lab = new Lab(List.of(bench))) {
            assertThatThrownBy(() -> lab.run(foreign, workload(), F405))
                    .isInstanceOfSatisfying(BenchException.class, e -> assertThat(e.errorClass())
                            .isEqualTo(ErrorClass.TEST));
            assertThat(bench.runs()).isEqualTo(1);
        }
    }

    @Test
    void faultOfTheFirmwareIsNotRepeated() {
        FakeBench bench = new FakeBench("a", firmware -> echo().failing(Fault.CRASH));
        try (Lab lab = new Lab(List.of(bench))) {
            Outcome outcome = lab.run(firmware(), workload(), F405);

            assertThat(outcome).isInstanceOf(Outcome.Crashed.class);
            assertThat(outcome.errorClass()).contains(ErrorClass.PRODUCT);
            assertThat(lab.faults()).isEmpty();
            assertThat(bench.runs()).isEqualTo(1);
        }
    }

    @Test
    void vanishedDeviceIsTheBenchesFault() {
        AtomicInteger loads = new AtomicInteger();
        FakeBench bench =
                new FakeBench("a", firmware -> loads.incrementAndGet() == 1 ? echo().failing(Fault.VANISH) : echo());
        try (Lab lab = new Lab(List.of(bench))) {
            assertThat(bench(lab.run(firmware(), workload(), F405))).isEqualTo("a");
            assertThat(loads).hasValue(2);
        }
    }

    @Test
    void failedSessionIsNotLentAgain() {
        Opened bench = new Opened("a");
        try (Lab lab = new Lab(List.of(bench))) {
            try (Lease lease = lab.lease(F405, NONE)) {
                assertThatThrownBy(() -> lease.run(firmware(), workload())).isInstanceOf(BenchException.class);
            }
            lab.lease(F405, NONE).close();
        }

        assertThat(bench.log).containsExactly("open stm32f405", "close", "open stm32f405", "close");
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
        Opened idle = new Opened("idle");
        Opened lent = new Opened("lent");
        Lab lab = new Lab(List.of(idle, lent));
        Lease first = lab.lease(F405, NONE);
        Lease second = lab.lease(F405, NONE);
        first.close();

        lab.close();
        second.close();

        assertThat(idle.log).containsExactly("open stm32f405", "close");
        assertThat(lent.log).containsExactly("open stm32f405", "close");
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

    private static String bench(Outcome outcome) {
        return outcome.match(measured -> measured.measurement().bench(), rejected -> "rejected", crashed -> "crashed");
    }

    private static void awaitWaiters(Lab lab, int waiters) {
        while (lab.waiting() < waiters) {
            Thread.onSpinWait();
        }
    }

    private static FakeBench sound(String name) {
        return new FakeBench(name, firmware -> echo());
    }

    private static FakeDevice echo() {
        return FakeDevice.computing(input -> input);
    }

    private static Firmware firmware() {
        return new Firmware(Path.of("image.elf"), "0".repeat(40), F405.name(), "none", new Footprint(1, 1, 1, 1, 1));
    }

    private static Workload workload() {
        Bytes input = Bytes.of((byte) 1, (byte) 2);
        return new Workload(List.of(new Stimulus(input, input)), 0, 1, PATIENCE);
    }

    private static Bench only(Target target, String name) {
        return new Opened(name) {
            @Override
            public boolean runs(Target other) {
                return other.equals(target);
            }
        };
    }

    /** A bench that notes what is done with it and fails every run. */
    private static class Opened implements Bench {
        private final List<String> log = new ArrayList<>();
        private final String name;

        Opened(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Fidelity fidelity() {
            return Fidelity.PREDICTED;
        }

        @Override
        public boolean runs(Target target) {
            return true;
        }

        @Override
        public Session open(Target target) {
            log.add("open " + target.name());
            return new Session() {
                @Override
                public Outcome run(Firmware firmware, Workload workload) {
                    throw new BenchException(name + " fails always");
                }

                @Override
                public Wire console(Firmware firmware) {
                    throw new BenchException(name + " fails always");
                }

                @Override
                public void close() {
                    log.add("close");
                }
            };
        }
    }
}
