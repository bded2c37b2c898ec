package dev.tinyrig.nas.log;

import dev.tinyrig.nas.log.Provenance.Compiler;
import dev.tinyrig.nas.log.Provenance.Data;
import dev.tinyrig.nas.log.Provenance.Device;
import dev.tinyrig.nas.log.Provenance.Host;
import dev.tinyrig.nas.search.Effort;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.FakeEvaluator;
import dev.tinyrig.nas.search.Finalist;
import dev.tinyrig.nas.search.Pace;
import dev.tinyrig.nas.search.Proposal;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.search.Strategy;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Winner;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.lab.BenchFault;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.MemoryUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Entries as a search on stm32f405 writes them. */
public final class Entries {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private static final Effort EFFORT = new Effort(5_000, 200, 40, 4, 1_500, 427);
    private static final Pace PACE = new Pace(
            Duration.ofMillis(50),
            Duration.ofMillis(40),
            Duration.ofMillis(900),
            Duration.ofMillis(100),
            1_200_000_000,
            400_000,
            2_000_000);

    private Entries() {}

    public static Entry.Started started() {
        return new Entry.Started(
                AT, request(), new Evolution.Settings(16, 6, 6, 0.1, Strategy.EVOLUTION, 42), provenance());
    }

    public static Request request() {
        return new Request(
                "speech-commands",
                "quick",
                "stm32f405",
                "qemu",
                FakeEvaluator.LIMITS,
                42,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("data"));
    }

    public static Provenance provenance() {
        return new Provenance(
                "0.1.0",
                "abcdef012345",
                List.of("search", "--preset", "quick"),
                new Data("speech-commands", "5d41402abc4b2a76", false, 2_781, 304, 427),
                new Device("stm32f405", "STM32F405, Cortex-M4 at 168 MHz", 168_000_000, "qemu", Fidelity.SIMULATED),
                new Compiler("arm-none-eabi-gcc 12.2.1", "-O3 -mcpu=cortex-m4"),
                Host.current());
    }

    static List<Entry> oneOfEach() {
        Evaluation evaluation = new FakeEvaluator().evaluate(new Proposal(0, 0, FakeEvaluator.SPACE.smallest()));
        return List.of(
                started(),
                new Entry.Probed(AT, evaluation),
                new Entry.Budgeted(AT, Duration.ofMinutes(30)),
                new Entry.Estimated(AT, EFFORT, PACE),
                new Entry.Planned(AT, EFFORT),
                new Entry.Stopped(AT, 80),
                new Entry.Learned(AT, "super-network", 24, 2.41),
                new Entry.Trained(AT, "super-network", 2_400, 0.71, Duration.ofSeconds(431)),
                new Entry.Evaluated(AT, evaluation),
                new Entry.Faulted(AT, new BenchFault(AT, "qemu-0", ErrorClass.INFRASTRUCTURE, 1, "QEMU was killed")),
                new Entry.Judged(AT, new Finalist(0, evaluation.architecture(), 0.9, 11.5, 608, 551, 549)),
                new Entry.Interrupted(AT, "Ctrl-C"),
                new Entry.Resumed(AT, 1, 17, Optional.of("f00d")),
                new Entry.Won(AT, winner(evaluation)),
                new Entry.Validated(AT, validation()));
    }

    private static Winner winner(Evaluation evaluation) {
        return new Winner(
                evaluation.number(),
                evaluation.architecture(),
                0.91,
                391,
                List.of(new Winner.LayerRow("stem", "conv 5x3", "49x10x1", "25x10x8", 30_000, 120, 2_490)),
                List.of(new Winner.Buffer("input", 0, 490, 0, 0)),
                2_496,
                new Footprint(20_000, 0, 1_200, 2_496, 4_096),
                "0".repeat(40));
    }

    private static Validation validation() {
        return new Validation(
                List.of("yes", "no"),
                List.of(List.of(30, 2), List.of(1, 33)),
                0,
                11.5,
                new Validation.Spread(1_000_000, 1_000_004, 1_000_010),
                Counter.INSTRUCTIONS,
                Fidelity.SIMULATED,
                new MemoryUse(1_200, 2_496, 2_490, 4_096, 600),
                20_000,
                "0".repeat(40),
                2,
                Duration.ofMillis(61_234),
                List.of());
    }
}
