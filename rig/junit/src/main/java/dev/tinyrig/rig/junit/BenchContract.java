package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every bench must do; a bench is tested by a subclass that names it and its firmwares. */
public abstract class BenchContract {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A bench of the tested kind; two of different names can be used at the same time. */
    protected abstract Bench bench(String name);

    protected abstract Target target();

    /** Behaves well; needs two stimuli or more, with different inputs. */
    protected abstract ContractFirmware echo();

    /** Faults at the first stimulus. */
    protected abstract ContractFirmware crashing();

    /** Never ends the first stimulus. */
    protected abstract ContractFirmware hanging();

    /** By how many counts two runs of the same inference may differ: none, where an emulator counts. */
    protected long countTolerance() {
        return 0;
    }

    /** How long after the patience a hang may be told. */
    protected Duration hangBound() {
        return Duration.ofSeconds(10);
    }

    @Test
    void measuresEveryStimulusAndSaysWhereAndOnWhat() {
        try (Session session = bench("a").open(target())) {
            Measurement seen = measured(session.run(echo().firmware(), echo().workload(1, 3, PATIENCE)));

            assertThat(seen.outputs()).isEqualTo(expectedOutputs(echo()));
            assertThat(seen.counts()).hasSize(3 * echo().stimuli().size()).allMatch(count -> count > 0);
            assertThat(seen.bench()).isEqualTo("a");
            assertThat(seen.firmware()).isEqualTo(echo().firmware().buildId());
            assertThat(seen.target()).isEqualTo(target().name());
            assertThat(seen.clockHz()).isEqualTo(target().clocks().coreHz());
            assertThat(seen.fidelity()).isEqualTo(bench("a").fidelity());
            assertThat(seen.wallTime()).isPositive();
            assertThat(seen.memory().arenaTouchedBytes()).isPositive();
            assertThat(seen.memory().stackTouchedBytes()).isPositive();
        }
    }

    @Test
    void sameRunCountsTheSame() {
        try (Session session = bench("a").open(target())) {
            Workload workload = echo().workload(1, 2, PATIENCE);

            Measurement first = measured(session.run(echo().firmware(), workload));
            Measurement second = measured(session.run(echo().firmware(), workload));

            assertThat(second.counts()).hasSameSizeAs(first.counts());
            for (int i = 0; i < first.counts().size(); i++) {
                assertThat(second.counts().get(i)).isCloseTo(first.counts().get(i), within(countTolerance()));
            }
            assertThat(second.memory()).isEqualTo(first.memory());
        }
    }

    @Test
    void refusesAnImageWithAnotherBuildId() {
        Firmware firmware = echo().firmware();
        String other = "0".repeat(40);
        Firmware misnamed =
                new Firmware(firmware.elf(), other, firmware.target(), firmware.compiler(), firmware.footprint());

        try (Session session = bench("a").open(target())) {
            assertThatThrownBy(() -> session.run(misnamed, echo().workload(0, 1, PATIENCE)))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining(other)
                    .hasMessageContaining(firmware.buildId());
        }
    }

    @Test
    void refusesFirmwareForAnotherTarget() {
        Firmware firmware = echo().firmware();
        Firmware foreign = new Firmware(
                firmware.elf(), firmware.buildId(), "stm32x999", firmware.compiler(), firmware.footprint());

        try (Session session = bench("a").open(target())) {
            assertThatThrownBy(() -> session.run(foreign, echo().workload(0, 1, PATIENCE)))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("stm32x999")
                    .hasMessageContaining(target().name());
        }
    }

    @Test
    void rejectsFirmwareThatDoesNotFit() {
        Firmware firmware = echo().firmware();
        Footprint huge = new Footprint(0, 0, 0, target().sram().bytes(), 8);
        Firmware tooBig =
                new Firmware(firmware.elf(), firmware.buildId(), firmware.target(), firmware.compiler(), huge);

        try (Session session = bench("a").open(target())) {
            Outcome.Rejected rejected = rejected(session.run(tooBig, echo().workload(0, 1, PATIENCE)));

            assertThat(rejected.reason()).isEqualTo(Outcome.Reason.TOO_BIG);
            assertThat(rejected.detail())
                    .isEqualTo("%d bytes of SRAM needed, %s has %d"
                            .formatted(
                                    huge.reservedSramBytes(),
                                    target().name(),
                                    target().sram().bytes()));
        }
    }

    @Test
    void rejectsAWrongOutputAfterAllStimuliHaveRun() {
        List<Stimulus> stimuli = new ArrayList<>(echo().stimuli());
        int last = stimuli.size() - 1;
        Bytes right = stimuli.get(last).expectedOutput();
        byte[] wrong = right.toArray();
        wrong[1]++;
        stimuli.set(last, new Stimulus(stimuli.get(last).input(), Bytes.of(wrong)));

        try (Session session = bench("a").open(target())) {
            Outcome.Rejected rejected = rejected(session.run(echo().firmware(), new Workload(stimuli, 0, 1, PATIENCE)));

            assertThat(rejected.reason()).isEqualTo(Outcome.Reason.WRONG_OUTPUT);
            assertThat(rejected.detail())
                    .isEqualTo("1 of %d stimuli give another output, first stimulus %d: element 1 is %d instead of %d"
                            .formatted(stimuli.size(), last, right.at(1), wrong[1]));
        }
    }

    @Test
    void faultIsACrash() {
        try (Session session = bench("a").open(target())) {
            Outcome.Crashed crashed =
                    crashed(session.run(crashing().firmware(), crashing().workload(0, 1, PATIENCE)));

            assertThat(crashed.detail()).startsWith("stimulus 0 of ").contains("fault");
            assertThat(crashed.console()).contains("fault");
        }
    }

    @Test
    void silenceIsACrashWithinThePatience() {
        Duration patience = Duration.ofMillis(700);
        try (Session session = bench("a").open(target())) {
            long start = System.nanoTime();
            Outcome.Crashed crashed =
                    crashed(session.run(hanging().firmware(), hanging().workload(0, 1, patience)));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(patience.plus(hangBound()));
            assertThat(crashed.detail()).startsWith("stimulus 0 of ").contains("hung, no answer within 700 ms");
        }
    }

    @Test
    void sessionGoesOnAfterACrashAndAHang() {
        try (Session session = bench("a").open(target())) {
            session.run(crashing().firmware(), crashing().workload(0, 1, PATIENCE));
            session.run(hanging().firmware(), hanging().workload(0, 1, Duration.ofMillis(200)));

            Measurement seen = measured(session.run(echo().firmware(), echo().workload(0, 1, PATIENCE)));

            assertThat(seen.outputs()).isEqualTo(expectedOutputs(echo()));
        }
    }

    @Test
    void parallelSessionsDoNotMix() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<List<Bytes>>> outputs = threads.invokeAll(List.of(
                    outputsOf("a", echo().stimuli().get(0)),
                    outputsOf("b", echo().stimuli().get(1))));

            assertThat(outputs.get(0).get())
                    .containsOnly(echo().stimuli().get(0).expectedOutput());
            assertThat(outputs.get(1).get())
                    .containsOnly(echo().stimuli().get(1).expectedOutput());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void benchIsForOneAtATime() {
        Bench bench = bench("a");
        try (Session holder = bench.open(target())) {
            assertThatThrownBy(() -> bench.open(target()))
                    .isInstanceOf(BenchException.class)
                    .hasMessage("a is in use: close the session that has it first");
            measured(holder.run(echo().firmware(), echo().workload(0, 1, PATIENCE)));
        }

        bench.open(target()).close();
    }

    @Test
    void closedSessionRunsNothingAndMayBeClosedAgain() {
        Bench bench = bench("a");
        Session session = bench.open(target());
        session.close();
        session.close();

        assertThatThrownBy(() -> session.run(echo().firmware(), echo().workload(0, 1, PATIENCE)))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("closed");
        try (Session next = bench.open(target())) {
            session.close();
            assertThatThrownBy(() -> bench.open(target())).isInstanceOf(BenchException.class);
            measured(next.run(echo().firmware(), echo().workload(0, 1, PATIENCE)));
        }
    }

    @Test
    void nothingStillRunsAfterTheSession() throws InterruptedException {
        Set<Long> before = children();
        try (Session session = bench("a").open(target())) {
            session.run(echo().firmware(), echo().workload(0, 1, PATIENCE));
            session.run(hanging().firmware(), hanging().workload(0, 1, Duration.ofMillis(200)));
        }

        Set<Long> after = children();
        for (int i = 0; i < 100 && !before.containsAll(after); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
            after = children();
        }
        assertThat(before).containsAll(after);
    }

    private Callable<List<Bytes>> outputsOf(String bench, Stimulus stimulus) {
        Workload workload = new Workload(List.of(stimulus), 0, 1, PATIENCE);
        return () -> {
            List<Bytes> outputs = new ArrayList<>();
            try (Session session = bench(bench).open(target())) {
                for (int i = 0; i < 3; i++) {
                    outputs.addAll(
                            measured(session.run(echo().firmware(), workload)).outputs());
                }
            }
            return outputs;
        };
    }

    private static Set<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static List<Bytes> expectedOutputs(ContractFirmware firmware) {
        return firmware.stimuli().stream().map(Stimulus::expectedOutput).toList();
    }

    private static Measurement measured(Outcome outcome) {
        return assertInstanceOf(Outcome.Measured.class, outcome).measurement();
    }

    private static Outcome.Rejected rejected(Outcome outcome) {
        return assertInstanceOf(Outcome.Rejected.class, outcome);
    }

    private static Outcome.Crashed crashed(Outcome outcome) {
        return assertInstanceOf(Outcome.Crashed.class, outcome);
    }
}
