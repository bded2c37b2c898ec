package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.ConsoleRun;
import dev.tinyrig.rig.bench.ConsoleRun.Counting;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.SoleUse;
import dev.tinyrig.rig.bench.board.BoardRecords.Health;
import dev.tinyrig.rig.bench.board.BoardRecords.State;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.util.function.Supplier;

/** A board as a bench. One that is not known to be sound must run the golden firmware before it is had. */
public final class BoardBench implements Bench {
    private final Bay bay;
    private final Supplier<Golden> golden;
    private final long wearBudget;
    private final SoleUse use;

    /**
     * @param golden the firmware that proves a board sound; asked for when one must be proven
     * @param wearBudget erases of one sector after which the board is no longer lent
     */
    public BoardBench(Bay bay, Supplier<Golden> golden, long wearBudget) {
        this.bay = bay;
        this.golden = golden;
        this.wearBudget = wearBudget;
        this.use = new SoleUse(name());
    }

    @Override
    public String name() {
        return bay.board().id();
    }

    @Override
    public Fidelity fidelity() {
        return bay.board().simulated() ? Fidelity.SIMULATED : Fidelity.MEASURED;
    }

    @Override
    public boolean runs(Target target) {
        return bay.board().target().equals(target.name());
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public long wear() {
        return bay.records().mostWorn(name());
    }

    @Override
    public boolean provesItself() {
        return true;
    }

    @Override
    public void doubt(String why) {
        bay.records().note(name(), Health.SUSPECT, why);
    }

    @Override
    public Session open(Target target) {
        if (!runs(target)) {
            throw BenchException.ofTest("%s is %s, not %s: choose another bench or target"
                    .formatted(name(), bay.board().target(), target.name()));
        }
        requireUnworn();
        SoleUse.Turn turn = use.begin();
        try {
            requireSound();
            return new BoardSession(bay, setting(), turn);
        } catch (RuntimeException e) {
            turn.end();
            throw e;
        }
    }

    /**
     * Whatever the records say, the board must prove itself now.
     *
     * @throws BenchException if it does not: each step that was tried and why it did not help
     */
    public Passed check() {
        return new Recovery(bay, setting(), golden.get()).restore();
    }

    private void requireUnworn() {
        long wear = wear();
        if (wear >= wearBudget) {
            throw new BenchException(
                    "%s: a sector of its flash was erased %d times, as often as its wearBudget allows: raise it in the lab's file"
                            .formatted(name(), wear));
        }
    }

    private void requireSound() {
        State state = bay.records().state(name());
        if (state.health() == Health.OUT_OF_SERVICE) {
            throw new BenchException("%s is out of service: %s; mend it, then run 'tinyrig lab check %s'"
                    .formatted(name(), state.reason(), name()));
        }
        if (state.health() != Health.SOUND) {
            check();
        }
    }

    /** With QEMU's -icount shift=0 the emulated TIM2 ticks once an instruction. */
    private ConsoleRun.Setting setting() {
        Counting counting = bay.board().simulated()
                ? new Counting("tim2", Counter.INSTRUCTIONS, bay.target().cyclesPerInstruction())
                : new Counting("dwt", Counter.CYCLES, 1);
        return new ConsoleRun.Setting(name(), fidelity(), bay.target(), counting, Duration.ZERO);
    }
}
