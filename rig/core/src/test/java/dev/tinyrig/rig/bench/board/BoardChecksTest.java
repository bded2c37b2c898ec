package dev.tinyrig.rig.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.board.BoardRecords.Health;
import dev.tinyrig.rig.bench.board.Desktop.Kind;
import dev.tinyrig.rig.bench.board.probe.ProbeLadder;
import dev.tinyrig.rig.bench.board.probe.ProbeLadder.Way;
import dev.tinyrig.rig.bench.fake.BoardFault;
import dev.tinyrig.rig.bench.fake.FakeBoard;
import dev.tinyrig.rig.bench.fake.FakeBoard.Strike;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a board's check can see, and boards that are reached in more ways than one. */
@Timeout(60)
final class BoardChecksTest extends BoardsOnDesktop {
    private static final OptionBytes PROTECTED = new OptionBytes(0x0fff55ed);

    @Test
    void boardWhoseOptionBytesWereChangedIsRefusedUntilTheyAreRestored() {
        Golden golden = desktop.golden();
        FakeBoard board = desktop.board(0, Optional::empty);
        BoardBench bench = desktop.bench("a", board, golden);
        board.changeOptions(PROTECTED);

        assertThatThrownBy(bench::check)
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE))
                .hasMessageContaining(
                        "a: its option bytes are 0x0fff55ed, not 0x0fffaaed: somebody changed protection");
        assertThat(board.writtenBytes()).isZero();
        assertThat(board.powerCycles()).isZero();
        assertThat(ledger.records().state("a").health()).isEqualTo(Health.OUT_OF_SERVICE);

        board.changeOptions(FakeBoard.OPTIONS);
        bench.check();
        assertThat(ledger.records().state("a").health()).isEqualTo(Health.SOUND);
    }

    @Test
    void chipOfAnotherKindOrWithLessFlashIsRefusedBeforeAnythingIsErased() {
        Golden golden = desktop.golden();
        FakeBoard board = desktop.board(0, Optional::empty);
        BoardBench bench = desktop.bench("a", board, golden);
        board.setModel(0x441, 1024);

        assertThatThrownBy(bench::check)
                .hasMessageContaining("a: a chip of kind 0x441 is behind the probe, stm32f405 is 0x413");

        board.setModel(0x413, 512);
        assertThatThrownBy(bench::check).hasMessageContaining("a: its flash has 512 KB, stm32f405 1024");
        assertThat(board.writtenBytes()).isZero();
        assertThat(board.powerCycles()).isZero();

        board.setModel(0x413, 1024);
        bench.check();
        assertThat(ledger.records().state("a").health()).isEqualTo(Health.SOUND);
    }

    @Test
    void boardWhoseCrystalDriftsIsRefusedThoughItsFirmwareBelievesInItsClock() {
        Golden golden = desktop.golden();
        FakeBoard board = desktop.board(0, Optional::empty);
        BoardBench bench = desktop.bench("a", board, golden);
        board.setPace(100);

        assertThatThrownBy(bench::check)
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE))
                .hasMessageContaining("a: its clock counts ")
                .hasMessageContaining("of this host: check its crystal");

        board.setPace(1);
        bench.check();
        assertThat(ledger.records().state("a").health()).isEqualTo(Health.SOUND);
    }

    @Test
    void clockThatStandsStillIsRefusedToo() {
        Golden golden = desktop.golden();
        FakeBoard board = desktop.board(0, Optional::empty);
        board.setPace(0);

        assertThatThrownBy(desktop.bench("a", board, golden)::check)
                .hasMessageContaining("its clock counts 0.0 ms in ");
    }

    @Test
    void whereTheFirstProbeIsLockedTheNextWayInIsTaken() {
        Golden golden = desktop.golden();
        Firmware firmware = desktop.firmware(Kind.SOUND, 1);
        FakeBoard board = desktop.board(0, Optional::empty);
        ledger.records().note("a", Health.SOUND, "");
        try (Lab lab = new Lab(List.of(bench(board, golden, locked(), board)), ledger)) {
            Outcome outcome = lab.run(firmware, desktop.workload(), Desktop.TARGET);

            assertThat(outcome).isInstanceOf(Outcome.Measured.class);
            assertThat(lab.faults()).isEmpty();
        }
    }

    @Test
    void checkTellsByWhichWaysTheBoardWasReached() {
        Golden golden = desktop.golden();
        FakeBoard board = desktop.board(0, Optional::empty);

        assertThat(bench(board, golden, locked(), board).check().toString())
                .startsWith("probe by second, console ")
                .endsWith(", power not switched, at hub 1-1 port 1");
    }

    @Test
    void checkTellsThatOnlyThePowerHelped() {
        Golden golden = desktop.golden();
        AtomicInteger programmed = new AtomicInteger();
        FakeBoard board = desktop.board(
                0,
                () -> programmed.incrementAndGet() <= 2
                        ? Optional.of(new Strike(BoardFault.DEAD_BOOT, 0))
                        : Optional.empty());

        Passed passed = desktop.bench("a", board, golden).check();

        assertThat(passed.power()).isEqualTo("switched off and on at hub 1-1 port 1");
        assertThat(board.powerCycles()).isEqualTo(1);
    }

    @Test
    void whereNoWayInIsLeftEachSaysWhy() {
        Golden golden = desktop.golden();
        FakeBoard board = desktop.board(0, Optional::empty);

        assertThatThrownBy(bench(board, golden, locked(), locked())::check)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining(
                        "a: no way into it: by first: the fake probe is dead; by second: the fake probe is dead");
    }

    @Test
    void anotherChipBehindTheFirstProbeIsNoReasonToTryTheNext() {
        Golden golden = desktop.golden();
        FakeBoard foreign = desktop.board(1, Optional::empty);
        FakeBoard board = desktop.board(0, Optional::empty);

        assertThatThrownBy(bench(board, golden, foreign, board)::check)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("another fake chip is behind the probe");
        assertThat(board.writtenBytes()).isZero();
    }

    private FakeBoard locked() {
        return desktop.board(0, () -> Optional.of(new Strike(BoardFault.DEAD_PROBE, 0)));
    }

    private BoardBench bench(FakeBoard board, Golden golden, FakeBoard first, FakeBoard second) {
        ProbeLadder ways = new ProbeLadder("a", List.of(new Way("first", first), new Way("second", second)));
        return desktop.bench(desktop.bay("a", board, ways, board), golden, 1000);
    }
}
