package dev.tinyrig.rig.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.board.BoardRecords.Health;
import dev.tinyrig.rig.bench.board.Desktop.Kind;
import dev.tinyrig.rig.bench.board.power.HubPort;
import dev.tinyrig.rig.bench.board.power.Power;
import dev.tinyrig.rig.bench.fake.BoardFault;
import dev.tinyrig.rig.bench.fake.FakeBoard;
import dev.tinyrig.rig.bench.fake.FakeBoard.Strike;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.BenchFault;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Outcome;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One failure of a board after the other: who is blamed, and whether the lab can still be used. */
@Timeout(60)
final class BoardFaultsTest extends BoardsOnDesktop {
    /** In the talk about the workload, behind the greeting. */
    private static final int STRIKES_AT = 300;

    private static final Set<BoardFault> OVERCOME = Set.of(BoardFault.STALE_OUTPUT, BoardFault.REENUMERATION);

    private static final Map<BoardFault, String> FINDINGS = Map.ofEntries(
            Map.entry(BoardFault.DROPPED_BYTE, "the line"),
            Map.entry(BoardFault.DROPPED_INPUT, "the line lost"),
            Map.entry(BoardFault.FLIPPED_BIT, "the line"),
            Map.entry(BoardFault.FLIPPED_INPUT, "bytes were lost or changed on the line"),
            Map.entry(BoardFault.STALLED_LINE, "while the core waits in main"),
            Map.entry(BoardFault.PULLED_CABLE, "its console has gone"),
            Map.entry(BoardFault.BAUD_MISMATCH, "its console answers at 9600 baud, not 115200"),
            Map.entry(BoardFault.DEAD_BOOT, "nothing answers within 8 s of a reset"),
            Map.entry(BoardFault.BROWN_OUT, "the device still answers"),
            Map.entry(BoardFault.BROWN_OUT_IN_FLASH, "lost its supply while it was written"),
            Map.entry(BoardFault.FLASH_NOT_TAKEN, "flash differs"),
            Map.entry(BoardFault.ROTTEN_FLASH, "flash differs"),
            Map.entry(BoardFault.DEAD_PROBE, "probe is dead"),
            Map.entry(BoardFault.SLOW_CLOCK, "it runs at 16800000 Hz, not 168000000"),
            Map.entry(BoardFault.FOREIGN_CONSOLE, "probe and console belong to two boards"),
            Map.entry(BoardFault.FOREIGN_CHIP, "another fake chip is behind the probe"));

    @ParameterizedTest
    @EnumSource(BoardFault.class)
    void faultOfABoardIsNeverTheFirmwares(BoardFault fault) {
        Golden golden = desktop.golden();
        Firmware firmware = desktop.firmware(Kind.SOUND, 1);
        BoardBench struck = soundBench("a", desktop.board(0, once(fault)), golden);
        BoardBench other = soundBench("b", desktop.board(1, Optional::empty), golden);
        try (Lab lab = new Lab(List.of(struck, other), ledger)) {
            Outcome outcome = lab.run(firmware, desktop.workload(), Desktop.TARGET);

            assertThat(counts(outcome)).containsExactly(Desktop.count(firmware));
            if (OVERCOME.contains(fault)) {
                assertThat(bench(outcome)).isEqualTo("a");
                assertThat(lab.faults()).isEmpty();
            } else {
                assertThat(bench(outcome)).isEqualTo("b");
                assertThat(lab.faults()).hasSize(1).allSatisfy(seen -> {
                    assertThat(seen.errorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE);
                    assertThat(seen.bench()).isEqualTo("a");
                    assertThat(message(seen)).contains(FINDINGS.getOrDefault(fault, "no finding for " + fault));
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BoardFault.class)
    void boardProvesItselfBeforeItIsLentAgain(BoardFault fault) {
        Golden golden = desktop.golden();
        Firmware firmware = desktop.firmware(Kind.SOUND, 1);
        BoardBench struck = soundBench("a", desktop.board(0, once(fault)), golden);
        try (Lab lab = new Lab(List.of(struck), ledger)) {
            Outcome outcome = lab.run(firmware, desktop.workload(), Desktop.TARGET);

            assertThat(counts(outcome)).containsExactly(Desktop.count(firmware));
            assertThat(ledger.records().state("a").health()).isEqualTo(Health.SOUND);
            assertThat(ledger.leases()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"HANGING", "CRASHING"})
    void firmwareThatFailsOnASoundBoardIsBlamedAtOnce(Kind kind) {
        Golden golden = desktop.golden();
        Firmware firmware = desktop.firmware(kind, 1);
        BoardBench bench = soundBench("a", desktop.board(0, Optional::empty), golden);
        try (Lab lab = new Lab(List.of(bench), ledger)) {
            Outcome outcome = lab.run(firmware, desktop.workload(), Desktop.TARGET);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Crashed.class, crashed -> assertThat(crashed.detail())
                    .contains("the core is at 0x08000108"));
            assertThat(lab.faults()).isEmpty();
            assertThat(ledger.records().state("a").health()).isEqualTo(Health.SOUND);
        }
    }

    @Test
    void wrongOutputOverAnIntactLineIsTheFirmwares() {
        Golden golden = desktop.golden();
        Firmware firmware = desktop.firmware(Kind.WRONG, 1);
        BoardBench bench = soundBench("a", desktop.board(0, Optional::empty), golden);
        try (Lab lab = new Lab(List.of(bench), ledger)) {
            assertThat(lab.run(firmware, desktop.workload(), Desktop.TARGET)).isInstanceOf(Outcome.Rejected.class);
            assertThat(lab.faults()).isEmpty();
        }
    }

    @Test
    void boardThatNothingHelpsIsOutOfServiceUntilItPassesACheck() {
        Golden golden = desktop.golden();
        Queue<Strike> faults = new ArrayDeque<>(List.of(
                new Strike(BoardFault.DEAD_BOOT, 0),
                new Strike(BoardFault.BAUD_MISMATCH, 0),
                new Strike(BoardFault.DEAD_PROBE, 0)));
        FakeBoard board = desktop.board(0, () -> Optional.ofNullable(faults.poll()));
        BoardBench bench = desktop.bench("a", board, golden);
        try (Lab lab = new Lab(List.of(bench), ledger)) {
            String said =
                    "a is out of service: reconnected: a: nothing answers within 8 s of a reset; check the console's wiring"
                            + " and its baud rate, 115200; reset by its probe: a: its console answers at 9600 baud, not 115200:"
                            + " the firmware's clock or rate, or the lab's target, is wrong; power-cycled at hub 1-1 port 1:"
                            + " the fake probe is dead; mend it, then run 'tinyrig lab check a'";
            assertThatThrownBy(() -> lab.lease(Desktop.TARGET, Desktop.PATIENCE))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining(said);
            assertThatThrownBy(() -> lab.lease(Desktop.TARGET, Desktop.PATIENCE))
                    .hasMessageContaining(said);

            bench.check();

            lab.lease(Desktop.TARGET, Desktop.PATIENCE).close();
            assertThat(board.powerCycles()).isEqualTo(1);
        }
    }

    @Test
    void powerCycleHelpsAProbeThatIsDeadUntilThen() {
        Golden golden = desktop.golden();
        FakeBoard[] board = new FakeBoard[1];
        board[0] = desktop.board(
                0,
                () -> board[0].powerCycles() == 0
                        ? Optional.of(new Strike(BoardFault.DEAD_PROBE, 0))
                        : Optional.empty());
        BoardBench bench = desktop.bench("a", board[0], golden);

        bench.check();

        assertThat(ledger.records().state("a").health()).isEqualTo(Health.SOUND);
    }

    @Test
    void hubThatCannotCutThePowerIsToldSo() {
        Golden golden = desktop.golden();
        FakeBoard board = desktop.board(0, () -> Optional.of(new Strike(BoardFault.DEAD_PROBE, 0)));
        Power dataOnly = new Power() {
            @Override
            public void off(HubPort port) {}

            @Override
            public void on(HubPort port) {}
        };
        BoardBench bench = desktop.bench(desktop.bay("a", board, dataOnly), golden, 1000);

        assertThatThrownBy(bench::check)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("its console stayed while hub 1-1 port 1 was off: the hub switches data only");
    }

    @Test
    void unchangedSectorsAreNotWrittenAgain() {
        Golden golden = desktop.golden();
        Firmware firmware = desktop.firmware(Kind.SOUND, 1);
        FakeBoard board = desktop.board(0, Optional::empty);
        BoardBench bench = soundBench("a", board, golden);
        try (Lab lab = new Lab(List.of(bench), ledger)) {
            lab.run(firmware, desktop.workload(), Desktop.TARGET);
            int written = board.writtenBytes();
            lab.run(firmware, desktop.workload(), Desktop.TARGET);

            assertThat(board.writtenBytes()).isEqualTo(written).isPositive();
            assertThat(ledger.records().wear("a")).containsExactly(Map.entry(0, 1L));
        }
    }

    @Test
    void sectorsThatLostTheirContentsAreAllWrittenAgain() {
        Golden golden = desktop.golden();
        Firmware firmware = desktop.firmware(Kind.SOUND, 1);
        BoardBench bench = soundBench("a", desktop.board(0, Optional::empty), golden);
        BoardBench swapped = soundBench("a", desktop.board(0, Optional::empty), golden);
        try (Lab lab = new Lab(List.of(bench), ledger)) {
            lab.run(firmware, desktop.workload(), Desktop.TARGET);
            Outcome onEmptyFlash = swapped.open(Desktop.TARGET).run(firmware, desktop.workload());

            assertThat(counts(onEmptyFlash)).containsExactly(Desktop.count(firmware));
        }
    }

    @Test
    void leastWornBoardIsLentFirstAndTheBudgetEndsTheLending() {
        Golden golden = desktop.golden();
        List<Firmware> firmwares = List.of(
                desktop.firmware(Kind.SOUND, 1), desktop.firmware(Kind.SOUND, 2), desktop.firmware(Kind.SOUND, 3));
        FakeBoard first = desktop.board(0, Optional::empty);
        FakeBoard second = desktop.board(1, Optional::empty);
        List.of("a", "b").forEach(id -> ledger.records().note(id, Health.SOUND, ""));
        List<BoardBench> benches = List.of(
                desktop.bench(desktop.bay("a", first, first), golden, 2),
                desktop.bench(desktop.bay("b", second, second), golden, 1));
        try (Lab lab = new Lab(benches, ledger)) {
            List<String> used = firmwares.stream()
                    .map(firmware -> bench(lab.run(firmware, desktop.workload(), Desktop.TARGET)))
                    .toList();

            assertThat(used).containsExactly("a", "b", "a");
            assertThatThrownBy(() -> lab.run(firmwares.get(0), desktop.workload(), Desktop.TARGET))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining(
                            "a: a sector of its flash was erased 2 times, as often as its wearBudget allows: raise it in the lab's file");
        }
    }

    private BoardBench soundBench(String id, FakeBoard board, Golden golden) {
        ledger.records().note(id, Health.SOUND, "");
        return desktop.bench(id, board, golden);
    }

    private static Supplier<Optional<Strike>> once(BoardFault fault) {
        Queue<Strike> faults = new ArrayDeque<>(List.of(new Strike(fault, STRIKES_AT)));
        return () -> Optional.ofNullable(faults.poll());
    }

    private static List<Long> counts(Outcome outcome) {
        return outcome.match(
                measured -> measured.measurement().counts(), rejected -> List.of(-1L), crashed -> List.of(-2L));
    }

    private static String bench(Outcome outcome) {
        return outcome.match(
                measured -> measured.measurement().bench(), rejected -> rejected.detail(), crashed -> crashed.detail());
    }

    private static String message(BenchFault fault) {
        return fault.toString();
    }
}
