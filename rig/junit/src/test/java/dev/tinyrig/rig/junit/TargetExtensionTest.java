package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.recording.Recording;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.Lease;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

final class TargetExtensionTest {
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void forgets() {
        SEEN.clear();
    }

    @Test
    void testsRunOnEachTargetOfTheClassAndOthersOnTheirOwn() {
        EngineExecutionResults results = run(Matrix.class, Map.of());

        results.testEvents().assertStatistics(seen -> seen.started(4).succeeded(4));
        assertThat(SEEN)
                .containsExactlyInAnyOrder("class stm32f405", "method stm32l4r5", "each stm32f746", "class stm32h743");
    }

    @OnTarget({"stm32f405", "stm32h743"})
    static final class Matrix {
        @TargetTest
        void onTheTargetsOfTheClass(Target target, Session session) {
            SEEN.add("class " + target.name());
            assertThat(session).isNotNull();
        }

        @Test
        @OnTarget("stm32l4r5")
        void onItsOwnTarget(Target target, Lease lease) {
            SEEN.add("method " + target.name());
            assertThat(lease.bench()).startsWith("sim-");
        }

        @TargetTest
        @OnTarget("stm32f746")
        void onEachOfItsOwnTargets(Target target) {
            SEEN.add("each " + target.name());
        }
    }

    @Test
    void methodWithoutTheClassRunsOnEachOfItsTargets() {
        run(OnlyMethods.class, Map.of()).testEvents().assertStatistics(seen -> seen.started(3)
                .succeeded(3));

        assertThat(SEEN).containsExactlyInAnyOrder("one stm32f405", "two stm32f746", "two stm32h743");
    }

    static final class OnlyMethods {
        @Test
        @OnTarget("stm32f405")
        void one(Target target, Session session) {
            SEEN.add("one " + target.name());
            assertThat(session).isNotNull();
        }

        @TargetTest
        @OnTarget({"stm32f746", "stm32h743"})
        void two(Target target, Session session) {
            SEEN.add("two " + target.name());
            assertThat(session).isNotNull();
        }
    }

    @Test
    void severalTargetsWithTestAreRefused() {
        assertThat(messages(run(SeveralWithTest.class, Map.of())))
                .singleElement()
                .asString()
                .endsWith("has 2 targets: write @TargetTest in place of @Test");
    }

    @OnTarget("stm32f405")
    static final class SeveralWithTest {
        @Test
        @OnTarget({"stm32f746", "stm32h743"})
        void two(Target target) {
            SEEN.add(target.name());
        }
    }

    @Test
    void targetTestNeedsATarget() {
        assertThat(allMessages(run(WithoutTarget.class, Map.of())))
                .containsExactly("onNone() needs @OnTarget, on itself or its class");
    }

    static final class WithoutTarget {
        @TargetTest
        void onNone() {}
    }

    @Test
    void classThatHoldsItsBenchHasTheSameInEveryMethod() {
        EngineExecutionResults results = run(HeldByTheClass.class, Map.of());

        assertThat(allMessages(results)).isEmpty();
        results.testEvents().assertStatistics(seen -> seen.started(2).succeeded(2));

        assertThat(SEEN).hasSize(3);
        assertThat(SEEN.stream().distinct()).hasSize(1);
    }

    @OnTarget("stm32f746")
    @BenchPerClass
    static final class HeldByTheClass {
        @BeforeAll
        static void before(Lease lease) {
            SEEN.add(identity(lease));
        }

        @Test
        void one(Lease lease) {
            SEEN.add(identity(lease));
        }

        @Test
        void two(Lease lease) {
            SEEN.add(identity(lease));
        }
    }

    @Test
    void benchOfATestIsNotForBeforeAll() {
        assertThat(allMessages(run(BeforeAllWithoutHolding.class, Map.of())))
                .anySatisfy(text -> assertThat(text).contains("put @BenchPerClass on the class"));
    }

    @OnTarget("stm32f746")
    static final class BeforeAllWithoutHolding {
        @BeforeAll
        static void before(Lease lease) {
            SEEN.add(lease.bench());
        }

        @Test
        void one() {}
    }

    @Test
    void imageIsFoundByTheTargetsName(@TempDir Path folder) throws IOException {
        Path images = Files.createDirectories(Path.of("target/test-images"));
        Target target = HarnessImage.TARGET;
        Files.copy(
                HarnessImage.echo(folder).firmware().elf(),
                images.resolve("echo-%s.elf".formatted(target.name())),
                StandardCopyOption.REPLACE_EXISTING);

        EngineExecutionResults results = run(WithImages.class, Map.of());

        results.testEvents().assertStatistics(seen -> seen.succeeded(1).failed(1));
        assertThat(messages(results))
                .singleElement()
                .asString()
                .contains("@Image(\"lost-{target}.elf\"): no resource lost-stm32f405.elf beside ")
                .endsWith("lost-stm32f405.elf: build it first");
    }

    @OnTarget("stm32f405")
    static final class WithImages {
        @Test
        void found(@Image("target/test-images/echo-{target}.elf") Firmware firmware) {
            assertThat(firmware.target()).isEqualTo("stm32f405");
        }

        @Test
        void lost(@Image("lost-{target}.elf") Firmware firmware) {
            SEEN.add(firmware.toString());
        }
    }

    @Test
    void testsWithoutABenchAreSkippedAndARunOfNothingElseFails() {
        EngineExecutionResults results = run(OnNoBench.class, Map.of());

        results.testEvents().assertStatistics(seen -> seen.started(1).aborted(1));
        assertThat(results.allEvents().aborted().stream().map(TargetExtensionTest::message))
                .singleElement()
                .asString()
                .startsWith("SKIPPED neverRuns(Session): INFRASTRUCTURE, not the firmware: "
                        + "no bench for stm32h743 could be had:")
                .contains("qemu-0: does not run stm32h743");
        assertThat(results.allEvents().failed().stream().map(TargetExtensionTest::thrown))
                .singleElement()
                .extracting(Throwable::getCause)
                .asString()
                .startsWith(
                        "dev.tinyrig.rig.junit.InfrastructureException: no test with @OnTarget ran, 1 had no bench");
    }

    @Test
    void testsWithoutABenchFailAsErrorsOfTheInfrastructureWhereBenchesAreRequired() {
        EngineExecutionResults results = run(OnNoBench.class, Map.of(Settings.REQUIRED, "true"));

        assertThat(results.allEvents().failed().stream().map(TargetExtensionTest::thrown))
                .singleElement()
                .asString()
                .startsWith("dev.tinyrig.rig.junit.InfrastructureException: "
                        + "FAILED neverRuns(Session): INFRASTRUCTURE, not the firmware: no bench for stm32h743");
    }

    @OnTarget(value = "stm32h743", bench = "qemu")
    static final class OnNoBench {
        @Test
        void neverRuns(Session session) {
            SEEN.add("ran on " + session);
        }
    }

    @Test
    void faultOfTheBenchInATestIsNotTheFirmwares() {
        EngineExecutionResults results = run(BrokenBench.class, Map.of());

        results.testEvents()
                .assertStatistics(seen -> seen.succeeded(1).aborted(1).failed(2));
        assertThat(messages(results)).containsExactlyInAnyOrder("the firmware is to blame", "the test is to blame");
    }

    @OnTarget("stm32f746")
    static final class BrokenBench {
        @Test
        void isSound(Session session) {
            assertThat(session).isNotNull();
        }

        @Test
        void benchFails(Session session) {
            throw new IllegalStateException(new BenchException("its cable was pulled out of " + session));
        }

        @Test
        void assertionFails(Session session) {
            throw new AssertionError("the firmware is to blame", new BenchException("overlooked on " + session));
        }

        @Test
        void testIsWrong(Session session) {
            assertThat(session).isNotNull();
            throw BenchException.ofTest("the test is to blame");
        }
    }

    @Test
    void misspeltBenchAndTargetFail() {
        assertThat(messages(run(OnMisspeltBench.class, Map.of())))
                .containsExactly("unknown kind of bench 'quemu'; known are qemu, renode, sim, sim-instructions,"
                        + " and lab:FILE, lab:FILE#TAG and recording:FOLDER");
        assertThat(allMessages(run(OnMisspeltTarget.class, Map.of())))
                .singleElement()
                .asString()
                .startsWith("unknown target 'stm32f764'; known are stm32f405,");
    }

    @OnTarget(value = "stm32f405", bench = "quemu")
    static final class OnMisspeltBench {
        @Test
        void neverRuns(Session session) {
            SEEN.add("ran on " + session);
        }
    }

    @OnTarget("stm32f764")
    static final class OnMisspeltTarget {
        @Test
        void neverRuns() {}
    }

    @Test
    void wholeRunIsRecordedWhereItIsAsked(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("old.jsonl"), "what an earlier run has left");

        run(Recorder.class, Map.of(Settings.RECORD, folder.toString(), Settings.BENCH, "sim-instructions"));

        assertThat(folder)
                .isDirectoryContaining("glob:**sim-instructions-*.jsonl")
                .isDirectoryNotContaining("glob:**old.jsonl");
        assertThat(Recording.in(folder)).isNotNull();
    }

    @OnTarget("stm32f405")
    static final class Recorder {
        @Test
        void runs(Session session, @BuiltBy(EchoFirmware.class) Firmware firmware) {
            session.run(firmware, EchoFirmware.workload(1));
        }
    }

    private static String identity(Lease lease) {
        return lease.bench() + " " + System.identityHashCode(lease);
    }

    private static EngineExecutionResults run(Class<?> tests, Map<String, String> settings) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameters(settings)
                .selectors(selectClass(tests))
                .execute();
    }

    private static List<String> messages(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .map(TargetExtensionTest::message)
                .toList();
    }

    private static List<String> allMessages(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(TargetExtensionTest::message)
                .toList();
    }

    private static String message(Event ended) {
        return String.valueOf(thrown(ended).getMessage());
    }

    private static Throwable thrown(Event ended) {
        return ended.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }
}
