package dev.tinyrig.rig.lab;

import static dev.tinyrig.rig.lab.LabBenches.F405;
import static dev.tinyrig.rig.lab.LabBenches.F412;
import static dev.tinyrig.rig.lab.LabBenches.NONE;
import static dev.tinyrig.rig.lab.LabBenches.awaitWaiters;
import static dev.tinyrig.rig.lab.LabBenches.echo;
import static dev.tinyrig.rig.lab.LabBenches.firmware;
import static dev.tinyrig.rig.lab.LabBenches.sound;
import static dev.tinyrig.rig.lab.LabBenches.workload;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.fake.FakeBench;
import dev.tinyrig.rig.bench.fake.FakeDevice.Fault;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.LabBenches.Logged;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Outcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a lab does when a bench fails, and what it never does to a firmware. */
@Timeout(30)
final class LabRunTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
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
    void repetitionWaitsForAnotherBenchThoughTheOneThatFailedIsFree() throws Exception {
        FakeBench failing = failing("a", 1);
        try (Lab lab = new Lab(List.of(failing, sound("b")))) {
            Lease first = lab.lease(F405, NONE);
            Lease other = lab.lease(F405, NONE);
            first.close();
            Future<Outcome> run = threads.submit(() -> lab.run(firmware(), workload(), F405));
            awaitWaiters(lab, 1);
            assertThat(lab.faults()).hasSize(1);
            other.close();

            assertThat(bench(run.get(20, SECONDS))).isEqualTo("b");
            assertThat(failing.runs()).isEqualTo(1);
        }
    }

    @Test
    void firmwareThatFailedTwiceWaitsUntilABenchHasProvenItself() {
        Logged bench = Logged.failing("a", 1, 2);
        try (Lab lab = new Lab(List.of(bench))) {
            assertThat(lab.run(firmware(), workload(), F405)).isInstanceOf(Outcome.Rejected.class);

            assertThat(bench.log())
                    .containsExactly(
                            "open stm32f405",
                            "run 1",
                            "close",
                            "open stm32f405",
                            "run 2",
                            "close",
                            "open stm32f405",
                            "run 3");
            assertThat(lab.faults()).extracting(BenchFault::attempt).containsExactly(1, 2);
        }
    }

    @Test
    void benchThatCannotProveItselfLeavesTheFirmwareUnjudged() {
        Logged bench = Logged.failing("a", 1, 2).opening(2);
        try (Lab lab = new Lab(List.of(bench))) {
            assertThatThrownBy(() -> lab.run(firmware(), workload(), F405))
                    .isInstanceOf(LabException.class)
                    .hasMessage(
                            """
                            image.elf could not be run on stm32f405, the benches failed or disagree, so that it stays unjudged:
                              attempt 1 on a: a fails at run 1
                              attempt 2 on a: a fails at run 2
                            no bench for stm32f405 could be had:
                              a: a does not open any more""");
        }
    }

    @Test
    void firmwareIsSetAsideThreeTimesAtMost() {
        Logged failing = Logged.failing("a", 1, 2, 3, 4, 5, 6, 7, 8);
        try (Lab lab = new Lab(List.of(failing))) {
            assertThatThrownBy(() -> lab.run(firmware(), workload(), F405))
                    .isInstanceOf(LabException.class)
                    .hasMessageStartingWith("image.elf could not be run on stm32f405, the benches failed")
                    .hasMessageEndingWith("attempt 8 on a: a fails at run 8")
                    .hasCauseInstanceOf(BenchException.class);
            assertThat(lab.run(firmware(), workload(), F405)).isInstanceOf(Outcome.Rejected.class);
        }
    }

    @Test
    void firmwareWithWhichTwoSoundBenchesFailEveryTimeIsUnjudgedAndTheLabGoesOn() {
        Logged first = Logged.failing("a", 1, 2, 3, 4, 5, 6, 7, 8);
        Logged second = Logged.failing("b", 1, 2, 3, 4, 5, 6, 7, 8);
        try (Lab lab = new Lab(List.of(first, second))) {
            Outcome outcome = lab.run(firmware(), workload(), F405);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Unjudged.class, unjudged -> assertThat(unjudged.detail())
                    .contains("so that it stays unjudged", "attempt 1 on a", "attempt 2 on b", "attempt 8 on "));
            assertThat(outcome.errorClass()).contains(ErrorClass.INFRASTRUCTURE);
            assertThat(first.log()).endsWith("open stm32f405");
            assertThat(second.log()).endsWith("open stm32f405");
        }
    }

    @Test
    void whereOnlyOneOfTheBenchesIsSoundAgainTheFirmwareIsNotTheReason() {
        Logged sound = Logged.failing("a", 1, 2, 3, 4, 5, 6, 7, 8);
        Logged unsound = Logged.failing("b", 1, 2, 3, 4, 5, 6, 7, 8).opening(1);
        try (Lab lab = new Lab(List.of(sound, unsound))) {
            assertThatThrownBy(() -> lab.run(firmware(), workload(), F405))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("so that it stays unjudged");
        }
    }

    @Test
    void emulatorThatCannotProveItselfIsGivenUpAfterTheRepetitionWhereNothingEverRan() {
        FakeBench failing = failing("a", 1, 2);
        try (Lab lab = new Lab(List.of(failing))) {
            assertThatThrownBy(() -> lab.run(firmware(), workload(), F405))
                    .isInstanceOf(LabException.class)
                    .hasMessageEndingWith("attempt 2 on a: a: run 2 was told to fail");
            assertThat(bench(lab.run(firmware(), workload(), F405))).isEqualTo("a");
        }
    }

    @Test
    void emulatorThatWorkedBeforeGetsOneMoreChance() {
        FakeBench failing = failing("a", 2, 3, 5, 6, 7, 8);
        try (Lab lab = new Lab(List.of(failing))) {
            lab.run(firmware(), workload(), F405);

            assertThat(bench(lab.run(firmware(), workload(), F405))).isEqualTo("a");
            assertThatThrownBy(() -> lab.run(firmware(), workload(), F405))
                    .isInstanceOf(LabException.class)
                    .hasMessageEndingWith("attempt 4 on a: a: run 8 was told to fail");
        }
    }

    private static FakeBench failing(String name, int... runs) {
        return new FakeBench(
                name, firmware -> echo(), IntStream.of(runs).boxed().collect(Collectors.toSet()));
    }

    private static String bench(Outcome outcome) {
        return outcome.match(measured -> measured.measurement().bench(), rejected -> "rejected", crashed -> "crashed");
    }
}
