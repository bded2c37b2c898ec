package dev.tinyrig.rig.bench.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.bench.board.BoardRecords.Health;
import dev.tinyrig.rig.bench.board.Desktop.Kind;
import dev.tinyrig.rig.bench.fake.FakeBoard;
import dev.tinyrig.rig.bench.fake.FakeDevice;
import dev.tinyrig.rig.bench.fake.FakeDevice.Fault;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.BenchFault;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Boards of one target on which the same firmware does not do the same: one board alone blames nobody. */
@Timeout(60)
final class BoardsDisagreeTest extends BoardsOnDesktop {
    @Test
    void thirdBoardDecidesAndTheOddOneMustProveItself() {
        Firmware firmware = desktop.firmware(Kind.SOUND, 1);
        Golden golden = desktop.golden();
        try (Lab lab = new Lab(List.of(odd(firmware, golden), sound("b", golden), sound("c", golden)), ledger)) {
            Outcome outcome = lab.run(firmware, desktop.workload(), Desktop.TARGET);

            assertThat(outcome).isInstanceOf(Outcome.Measured.class);
            assertThat(lab.faults()).singleElement().satisfies(conflict -> {
                assertThat(conflict.errorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE);
                assertThat(conflict.bench()).isEqualTo("a");
                assertThat(conflict.detail()).isEqualTo("a disagrees: crashed there, measured on b");
            });
            assertThat(ledger.records().state("a").health()).isEqualTo(Health.SUSPECT);
            lab.run(firmware, desktop.workload(), Desktop.TARGET);
            assertThat(ledger.leases()).isEmpty();
        }
    }

    @Test
    void whereThereIsNoThirdBoardTheFirstProvesItselfAndDecides() {
        Firmware firmware = desktop.firmware(Kind.SOUND, 1);
        Golden golden = desktop.golden();
        try (Lab lab = new Lab(List.of(odd(firmware, golden), sound("b", golden)), ledger)) {
            assertThat(lab.run(firmware, desktop.workload(), Desktop.TARGET)).isInstanceOf(Outcome.Crashed.class);
            assertThat(lab.faults()).extracting(BenchFault::bench).containsExactly("a");
            assertThat(ledger.records().state("a").health()).isEqualTo(Health.SOUND);
            assertThat(ledger.records().state("b").health()).isEqualTo(Health.SUSPECT);
        }
    }

    @Test
    void threeOutcomesOnThreeBoardsLeaveTheFirmwareUnjudged() {
        Firmware firmware = desktop.firmware(Kind.SOUND, 1);
        Golden golden = desktop.golden();
        BoardBench wrong =
                bench("c", golden, FakeDevice.computing(input -> Bytes.of(new byte[input.length()])), firmware);
        try (Lab lab = new Lab(List.of(odd(firmware, golden), sound("b", golden), wrong), ledger)) {
            Outcome outcome = lab.run(firmware, desktop.workload(), Desktop.TARGET);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Unjudged.class, unjudged -> assertThat(unjudged.detail())
                    .contains("a disagrees: crashed there, measured on b")
                    .contains("c disagrees too: rejected"));
            assertThat(List.of("a", "b", "c"))
                    .allSatisfy(id ->
                            assertThat(ledger.records().state(id).health()).isEqualTo(Health.SUSPECT));
            assertThat(ledger.leases()).isEmpty();
        }
    }

    @Test
    void firmwareWithWhichEveryBoardFailsThoughTheGoldenOneRunsIsUnjudgedAndTheNextIsMeasured() {
        Firmware poison = desktop.firmware(Kind.SOUND, 1);
        Firmware next = desktop.firmware(Kind.SOUND, 2);
        Golden golden = desktop.golden();
        FakeDevice vanishing = FakeDevice.computing(input -> input).failing(Fault.VANISH);
        try (Lab lab = new Lab(
                List.of(bench("a", golden, vanishing, poison), bench("b", golden, vanishing, poison)), ledger)) {
            assertThat(lab.run(poison, desktop.workload(), Desktop.TARGET)).isInstanceOf(Outcome.Unjudged.class);
            assertThat(ledger.records().state("a").health()).isEqualTo(Health.SOUND);
            assertThat(ledger.records().state("b").health()).isEqualTo(Health.SOUND);
            assertThat(lab.faults()).extracting(BenchFault::bench).contains("a", "b");

            assertThat(lab.run(next, desktop.workload(), Desktop.TARGET)).isInstanceOf(Outcome.Measured.class);
            assertThat(ledger.leases()).isEmpty();
        }
    }

    @Test
    void crashOnTwoBoardsIsTheFirmwares() {
        Firmware firmware = desktop.firmware(Kind.CRASHING, 1);
        Golden golden = desktop.golden();
        try (Lab lab = new Lab(List.of(sound("a", golden), sound("b", golden)), ledger)) {
            assertThat(lab.run(firmware, desktop.workload(), Desktop.TARGET)).isInstanceOf(Outcome.Crashed.class);
            assertThat(lab.faults()).isEmpty();
        }
    }

    /** Its own firmware, the golden one too, is sound on it; this one is not. */
    private BoardBench odd(Firmware firmware, Golden golden) {
        return bench("a", golden, FakeDevice.computing(input -> input).failing(Fault.CRASH), firmware);
    }

    private BoardBench sound(String id, Golden golden) {
        return soundBench(id, desktop.board(id.charAt(0) - 'a', Optional::empty), golden);
    }

    private BoardBench bench(String id, Golden golden, FakeDevice behaviour, Firmware firmware) {
        return soundBench(id, desktop.board(id.charAt(0) - 'a', firmware, behaviour), golden);
    }

    private BoardBench soundBench(String id, FakeBoard board, Golden golden) {
        ledger.records().note(id, Health.SOUND, "");
        return desktop.bench(id, board, golden);
    }
}
