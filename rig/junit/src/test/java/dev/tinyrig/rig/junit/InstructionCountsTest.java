package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.lab.BenchKind;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same image counts the same instructions and touches the same SRAM on every emulator that is here. */
final class InstructionCountsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** All but the one that counts cycles. */
    private static final Set<BenchKind> COUNTING = EnumSet.complementOf(EnumSet.of(BenchKind.SIM));

    @Test
    void agreeOnTheTargetThatAllHave(@TempDir Path folder) {
        assertAgreement(folder, HarnessImage.TARGET);
    }

    @Tag("renode")
    @ParameterizedTest
    @ValueSource(strings = {"stm32f412", "stm32f746", "stm32f765", "stm32h743", "stm32h7a3", "stm32l4r5"})
    void ofRenodeAgreeWithTheSimulatorOnEveryOtherTarget(String target, @TempDir Path folder) {
        RenodeInstalled.assume();

        assertAgreement(folder, Targets.load().named(target));
    }

    private static void assertAgreement(Path folder, Target target) {
        ContractFirmware echo = HarnessImage.echo(folder, target);
        Map<String, Measurement> seen = new TreeMap<>();
        List<String> absent = new ArrayList<>();
        for (BenchKind kind : COUNTING) {
            Bench bench = kind.benches(1, System.getenv()).get(0);
            try (Session session = bench.open(target)) {
                seen.put(bench.name(), measured(session, echo));
            } catch (BenchException missing) {
                absent.add(bench.name() + ": " + missing.getMessage());
            }
        }

        assumeTrue(seen.size() >= 2, () -> "NOTHING was compared, only %s ran: %s".formatted(seen.keySet(), absent));
        assertThat(seen.values()).extracting(Measurement::counter).containsOnly(Counter.INSTRUCTIONS);
        assertThat(seen.values())
                .extracting(Measurement::counts)
                .containsOnly(first(seen).counts());
        assertThat(seen.values())
                .extracting(Measurement::memory)
                .containsOnly(first(seen).memory());
        assertThat(seen.values())
                .extracting(Measurement::outputs)
                .containsOnly(first(seen).outputs());
    }

    private static Measurement first(Map<String, Measurement> seen) {
        return seen.values().iterator().next();
    }

    private static Measurement measured(Session session, ContractFirmware firmware) {
        Outcome outcome = session.run(firmware.firmware(), firmware.workload(1, 2, PATIENCE));
        assertThat(outcome).isInstanceOf(Outcome.Measured.class);
        return ((Outcome.Measured) outcome).measurement();
    }
}
