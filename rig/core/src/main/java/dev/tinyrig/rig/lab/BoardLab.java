package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.board.Bay;
import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.bench.board.BoardBench;
import dev.tinyrig.rig.bench.board.FlashMap;
import dev.tinyrig.rig.bench.board.Golden;
import dev.tinyrig.rig.bench.board.console.SerialConsoles;
import dev.tinyrig.rig.bench.board.console.UsbTree;
import dev.tinyrig.rig.bench.board.power.Uhubctl;
import dev.tinyrig.rig.bench.board.probe.FlashMethod;
import dev.tinyrig.rig.bench.board.probe.GdbProbe;
import dev.tinyrig.rig.bench.board.probe.OpenOcdProbe;
import dev.tinyrig.rig.bench.board.probe.Probe;
import dev.tinyrig.rig.bench.board.probe.ProbeLadder;
import dev.tinyrig.rig.bench.board.probe.StFlashProbe;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The boards of a {@link LabFile} as benches, with the programs of this machine. */
public final class BoardLab implements AutoCloseable {
    /** Where QEMU's owner puts a unique id: see firmware-harness/port_chip.c. */
    private static final long SIMULATED_UID = 0x2002FFF4L;

    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final LabFile file;
    private final Ledger ledger;
    private final Function<Target, Golden> golden;
    private final FlashPrograms programs;

    /**
     * @param golden the firmware that proves a board of this target sound
     * @param environment may name programs: TINYRIG_GDB, TINYRIG_OPENOCD, TINYRIG_ST_FLASH
     */
    public BoardLab(LabFile file, Function<Target, Golden> golden, Map<String, String> environment) {
        this.file = file;
        this.golden = golden;
        this.programs = new FlashPrograms(environment);
        this.ledger = Ledger.open(file.state());
    }

    public LabFile file() {
        return file;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** In the order of the file. */
    public List<BoardBench> benches() {
        return file.boards().stream().map(this::bench).toList();
    }

    /**
     * Makes sure that the board's fault is not that of this machine.
     *
     * @throws LabException if the program that flashes it is not installed
     */
    public void requireProgram(Board board) {
        programs.requireOneOf(board.flash());
    }

    public BoardBench bench(Board board) {
        Bay bay = bay(board);
        return new BoardBench(bay, () -> golden.apply(bay.target()), file.wearBudget());
    }

    public Bay bay(Board board) {
        Target target = Targets.load().named(board.target());
        FlashMap map = FlashMap.of(target);
        FlashMap mapped = board.simulated() ? map.emulated(SIMULATED_UID) : map;
        return new Bay(
                board,
                target,
                mapped,
                probe(board, target, mapped.uidAddress()),
                new SerialConsoles(UsbTree.ofMachine()),
                new Uhubctl(file.uhubctl()),
                ledger.records(),
                SETTLE);
    }

    /** The lab that lends them; closing it closes this. */
    public Lab lab() {
        return lab(Function.identity(), Lab.PATIENCE);
    }

    /**
     * The same, with something around each bench.
     *
     * @param patience how long a run waits for a board
     */
    public Lab lab(Function<Bench, Bench> around, Duration patience) {
        List<Bench> benches = benches().stream().<Bench>map(around).toList();
        return new Lab(benches, Optional.of(ledger), patience);
    }

    private Probe probe(Board board, Target target, long uidAddress) {
        return new ProbeLadder(
                board.id(),
                board.flash().stream()
                        .map(method -> new ProbeLadder.Way(method.toString(), probe(board, method, target, uidAddress)))
                        .toList());
    }

    private Probe probe(Board board, FlashMethod method, Target target, long uidAddress) {
        String program = programs.program(method);
        return method.match(
                openOcd -> new OpenOcdProbe(board.id(), program, openOcd, board.probe(), uidAddress),
                stFlash -> new StFlashProbe(board.id(), program, board.probe(), target, uidAddress),
                gdb -> new GdbProbe(board.id(), program, gdb, uidAddress));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
