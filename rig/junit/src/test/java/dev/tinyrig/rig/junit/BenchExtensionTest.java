package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventType;
import org.junit.platform.testkit.engine.Events;

final class BenchExtensionTest {
    @Test
    void testsRunOnRealFirmware() {
        QemuInstalled.assume();

        Events tests = run(OnQemu.class, false);

        tests.assertStatistics(seen -> seen.started(2).succeeded(2));
    }

    @Test
    void missingBenchSkipsAndSaysWhatIsMissing() {
        Events tests = run(OnNoBench.class, false);

        tests.assertStatistics(seen -> seen.started(1).aborted(1));
        assertThat(tests.executions().aborted().stream()
                        .map(execution -> execution
                                .getTerminationInfo()
                                .getExecutionResult()
                                .getThrowable()
                                .orElseThrow())
                        .map(Throwable::getMessage))
                .singleElement()
                .asString()
                .startsWith("SKIPPED neverRuns(Session): no bench for stm32h743 could be had:")
                .contains("qemu-0: does not run stm32h743");
    }

    @Test
    void missingBenchFailsWhereBenchesAreRequired() {
        Events tests = run(OnNoBench.class, true);

        tests.assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                message(text -> text.startsWith("no bench for stm32h743 could be had:")))));
    }

    @Test
    void misspeltBenchFails() {
        Events tests = run(OnMisspeltBench.class, false);

        tests.assertStatistics(seen -> seen.failed(1).aborted(0));
        assertThat(tests.failed().stream().map(failed -> failed.getType())).containsOnly(EventType.FINISHED);
    }

    private static Events run(Class<?> tests, boolean required) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter(BenchTest.REQUIRED, String.valueOf(required))
                .selectors(selectClass(tests))
                .execute()
                .testEvents();
    }

    /** What a user's tests look like. */
    @BenchTest(bench = "qemu", target = "stm32f405")
    static final class OnQemu {
        @TempDir
        @SuppressWarnings("NullAway.Init")
        private static Path folder;

        @Test
        void echoAnswersAsTheReference(Session session) {
            ContractFirmware echo = HarnessImage.echo(folder);

            Outcome outcome = session.run(echo.firmware(), echo.workload(1, 1, Duration.ofSeconds(10)));

            assertThat(outcome).isInstanceOf(Outcome.Measured.class);
        }

        @Test
        void targetIsInjectedAsWell(Target target, Session session) {
            assertThat(target.name()).isEqualTo("stm32f405");
            assertThat(session).isNotNull();
        }
    }

    @BenchTest(target = "stm32h743")
    static final class OnNoBench {
        @Test
        void neverRuns(Session session) {
            assertThat(session).as("a bench that does not exist").isNull();
        }
    }

    @BenchTest(bench = "quemu")
    static final class OnMisspeltBench {
        @Test
        void neverRuns(Session session) {
            assertThat(session).as("a bench that does not exist").isNull();
        }
    }
}
