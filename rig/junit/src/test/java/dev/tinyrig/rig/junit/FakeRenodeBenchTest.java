package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.fake.renode.FakeRenode;
import dev.tinyrig.rig.bench.fake.renode.FakeRenode.Trick;
import dev.tinyrig.rig.bench.renode.RenodeBench;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each trap of Renode that the bench guards against, on a program that behaves like Renode. */
final class FakeRenodeBenchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path images;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void instructionsAreCountedAndSramIsSeenAsTheSimulatorDoes() throws IOException {
        Measurement here = measured(run(bench(Trick.NONE), echo()));
        Measurement there = measured(run(new SimBench("sim"), echo()));

        assertThat(here.memory()).isEqualTo(there.memory());
        assertThat(here.outputs()).isEqualTo(there.outputs());
        assertThat(here.counter()).isEqualTo(Counter.INSTRUCTIONS);
        assertThat(here.fidelity()).isEqualTo(Fidelity.SIMULATED);
    }

    @Test
    void oneProcessServesOneFirmwareAfterAnother() throws IOException {
        try (Session session = bench(Trick.NONE).open(HarnessImage.TARGET)) {
            measured(session.run(echo().firmware(), echo().workload(0, 1, PATIENCE)));
            Set<Long> before = fakes();
            session.run(
                    crashing(Trigger.CRASH).firmware(), crashing(Trigger.CRASH).workload(0, 1, PATIENCE));
            measured(session.run(echo().firmware(), echo().workload(0, 1, PATIENCE)));

            assertThat(before).isNotEmpty().isEqualTo(fakes());
        }
    }

    @Test
    void hungRenodeIsReplacedAndTheWorkloadRepeated() throws IOException {
        assertThat(measured(run(bench(Trick.HANGS_ONCE), echo())).bench()).isEqualTo("renode");
    }

    @Test
    void deadRenodeIsReplacedAndTheWorkloadRepeated() throws IOException {
        assertThat(measured(run(bench(Trick.DIES_ONCE), echo())).bench()).isEqualTo("renode");
    }

    @Test
    void renodeThatAlwaysHangsIsTheRigsFault() throws IOException {
        Bench bench = bench(Trick.HANGS);

        assertThatThrownBy(() -> run(bench, echo()))
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE))
                .hasMessageContaining(
                        "Renode failed twice, first: 'start': no answer within 2000 ms; then, in a new process: "
                                + "'start': no answer within 2000 ms");
        assertThat(fakes()).isEmpty();
    }

    @Test
    void whatRenodeRefusesIsToldInItsWords() throws IOException {
        Bench bench = bench(Trick.REFUSES_PLATFORM);

        assertThatThrownBy(() -> run(bench, echo()))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("was refused: KeywordException")
                .hasMessageContaining("Error E04: Could not resolve type");
    }

    @Test
    void renodeThatEndsAtOnceIsToldInItsWordsThoughItsExitCodeIsZero() throws IOException {
        Bench bench = bench(Trick.STOPS_AT_ITS_START);

        assertThatThrownBy(() -> run(bench, echo()))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("it ended at its start: 00:00:00.0000 [ERROR] Fatal error: no assembly");
    }

    @Test
    void portThatIsTakenIsNotInsistedOn() throws IOException {
        assertThat(measured(run(bench(Trick.FINDS_PORTS_TAKEN), echo())).bench())
                .isEqualTo("renode");
    }

    @Test
    void aWriteToFlashIsTheFaultThatSiliconWouldHaveTaken() throws IOException {
        Outcome.Crashed crashed = crashed(run(bench(Trick.WRITES_FLASH), echo()));

        assertThat(crashed.detail()).isEqualTo("fault: the firmware wrote flash at 0x080ffffc, which silicon refuses");
    }

    @Test
    void oldRenodeIsRefused() throws IOException {
        Bench bench = bench(Trick.OLD);

        assertThatThrownBy(() -> bench.open(HarnessImage.TARGET))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining(
                        "is Renode 1.15.3.12345, which computes some DSP instructions wrongly: 1.16.0 or later");
    }

    @Test
    void missingRenodeIsToldWithWhatToDo() {
        Bench bench = new RenodeBench("renode", Map.of("PATH", folder.toString()));

        assertThatThrownBy(() -> bench.open(HarnessImage.TARGET))
                .isInstanceOf(BenchException.class)
                .hasMessage("renode is not on the PATH: get 1.16.1 from https://github.com/renode/renode/releases, "
                        + "or let RENODE name it");
    }

    @Test
    void aHomeThatCannotBeWrittenIsReplaced() throws IOException {
        Path renode = FakeRenode.install(folder, Trick.NONE);
        Bench bench = new RenodeBench("renode", Map.of("RENODE", renode.toString(), "HOME", "/nonexistent"));

        measured(run(bench, echo()));
    }

    @Test
    void aCoreThatStopsIsTheFirmwaresFault() throws IOException {
        Outcome.Crashed crashed = crashed(run(bench(Trick.NONE), crashing(Trigger.LOCK_UP)));

        assertThat(crashed.detail()).startsWith("stimulus 0 of 2").contains("fault core stopped", "CPU abort [PC=");
    }

    @Test
    void aFirmwareThatResetsItselfIsCaughtAtOnce() throws IOException {
        Outcome.Crashed crashed = crashed(run(bench(Trick.NONE), crashing(Trigger.RESET)));

        assertThat(crashed.detail()).startsWith("stimulus 0 of 2").contains("fault core was reset");
    }

    @Test
    void aWriteToNowhereIsTheFaultThatSiliconWouldHaveTaken() throws IOException {
        Outcome.Crashed crashed = crashed(run(bench(Trick.NONE), crashing(Trigger.CRASH)));

        assertThat(crashed.detail()).startsWith("stimulus 0 of 2").contains("fault BusFault on silicon");
    }

    @Test
    void anImageInAFolderWithSpacesIsLoaded() throws IOException {
        Path spaced = Files.createDirectories(folder.resolve("a folder"));
        Firmware plain = echo().firmware();
        Path copy = Files.copy(plain.elf(), spaced.resolve("firm ware.elf"));
        Firmware firmware = new Firmware(copy, plain.buildId(), plain.target(), plain.compiler(), plain.footprint());

        measured(run(bench(Trick.NONE), new ContractFirmware(firmware, echo().stimuli())));
    }

    private Bench bench(Trick trick) throws IOException {
        Path renode = FakeRenode.install(folder, trick);
        return new RenodeBench(
                "renode",
                Map.of("RENODE", renode.toString(), "HOME", folder.toString(), "RENODE_PATIENCE_S", patience(trick)));
    }

    private static String patience(Trick trick) {
        return trick == Trick.HANGS || trick == Trick.HANGS_ONCE ? "2" : "30";
    }

    private static Outcome run(Bench bench, ContractFirmware firmware) {
        try (Session session = bench.open(HarnessImage.TARGET)) {
            return session.run(firmware.firmware(), firmware.workload(1, 2, PATIENCE));
        }
    }

    private static ContractFirmware echo() {
        return HarnessImage.echo(images);
    }

    private static ContractFirmware crashing(Trigger trigger) {
        return HarnessImage.faulty(images, trigger);
    }

    private static Set<Long> fakes() {
        return FakeRenode.below(ProcessHandle.current()).map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static Measurement measured(Outcome outcome) {
        return assertInstanceOf(Outcome.Measured.class, outcome).measurement();
    }

    private static Outcome.Crashed crashed(Outcome outcome) {
        return assertInstanceOf(Outcome.Crashed.class, outcome);
    }
}
