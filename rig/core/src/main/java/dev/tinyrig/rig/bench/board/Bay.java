package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.board.Trouble.Part;
import dev.tinyrig.rig.bench.board.console.Consoles;
import dev.tinyrig.rig.bench.board.power.HubPort;
import dev.tinyrig.rig.bench.board.power.Power;
import dev.tinyrig.rig.bench.board.probe.Probe;
import dev.tinyrig.rig.console.Deadline;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A board with all that reaches it: its probe, its console, its power, and what is remembered of it.
 *
 * @param settle how long its console may take to go when it is switched off, and to come back
 */
public record Bay(
        Board board,
        Target target,
        FlashMap map,
        Probe probe,
        Consoles consoles,
        Power power,
        BoardRecords records,
        Duration settle) {
    private static final long POLL_NANOS = 20_000_000;

    /** The chip that must be there: as described, else as first seen. */
    Optional<ChipId> expectedChip() {
        return board.uid().or(() -> records.chip(board.id()));
    }

    /** @throws Trouble if the console does not open in time */
    Talk talk() {
        Deadline deadline = Deadline.after(settle);
        while (true) {
            try {
                return new Talk(
                        board.id(),
                        consoles.open(board.console(), target.console().baud()));
            } catch (IOException e) {
                if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                    throw new Trouble(Part.CONSOLE, "%s: %s".formatted(board.id(), e.getMessage()), e);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /**
     * Writes an image where it is not in flash already, reads all of it back, and lets the chip run it.
     *
     * @throws Trouble if that fails
     */
    public void flash(Path elf) {
        new Flashing(this).flash(elf);
    }

    /**
     * Takes the power away and gives it back.
     *
     * @throws Trouble if the port cannot be switched, or the console does not go and come back
     */
    public void powerCycle(HubPort port) {
        try {
            power.off(port);
            boolean went = await(() -> !consoles.isThere(board.console()), settle);
            power.on(port);
            if (!went) {
                throw trouble("its console stayed while %s was off: the hub switches data only".formatted(port));
            }
            if (!await(() -> consoles.isThere(board.console()), settle)) {
                throw trouble("its console did not come back after %s was switched on".formatted(port));
            }
        } catch (IOException e) {
            throw new Trouble(Part.POWER, "%s: %s".formatted(board.id(), e.getMessage()), e);
        }
    }

    private Trouble trouble(String what) {
        return new Trouble(Part.POWER, "%s: %s".formatted(board.id(), what));
    }

    private static boolean await(BooleanSupplier condition, Duration patience) {
        Deadline deadline = Deadline.after(patience);
        while (!condition.getAsBoolean()) {
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
