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
import java.util.List;
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
    /** Rates that boards and their ST-Links are used with, MLPerf Tiny's in energy mode first. */
    private static final List<Integer> RATES = List.of(9_600, 115_200, 57_600, 230_400, 460_800, 921_600);

    /** Two seconds of the usual ten: an answer takes some milliseconds, which is then less than the clock's tolerance. */
    private static final int CLOCK_SHARE = 5;

    private static final long POLL_NANOS = 20_000_000;

    /** The chip that must be there: as described, else as first seen. */
    Optional<ChipId> expectedChip() {
        return board.uid().or(() -> records.chip(board.id()));
    }

    /** @throws Trouble if the console does not open in time */
    Talk talk() {
        return talk(target.console().baud());
    }

    /** Another rate at which the firmware answers. */
    Optional<Integer> otherBaud() {
        return RATES.stream()
                .filter(rate -> rate != target.console().baud())
                .filter(this::answersAt)
                .findFirst();
    }

    private boolean answersAt(int baud) {
        try (Talk talk = talk(baud)) {
            return talk.answers(Duration.ZERO);
        } catch (IOException | Trouble none) {
            return false;
        }
    }

    /** @throws Trouble if a chip of another kind, or one with less flash than the target, is behind the probe */
    void requireModel() {
        if (map.model().isEmpty()) {
            return;
        }
        FlashMap.Model model = map.model().get();
        int id = probe.word(model.idRegister()) & 0xFFF;
        if (id != target.deviceId()) {
            throw foreign("a chip of kind 0x%03x is behind the probe, %s is 0x%03x"
                    .formatted(id, target.name(), target.deviceId()));
        }
        int shift = 8 * (int) (model.sizeAddress() & 3);
        int kilobytes = probe.word(model.sizeAddress() & ~3L) >>> shift & 0xFFFF;
        if (1024L * kilobytes < target.flash().bytes()) {
            throw foreign("its flash has %d KB, %s %d"
                    .formatted(kilobytes, target.name(), target.flash().bytes() / 1024));
        }
    }

    private Trouble foreign(String what) {
        return new Trouble(
                Part.CHIP,
                "%s: %s: nothing was written; plug the right board, or correct its target".formatted(board.id(), what));
    }

    /** @throws Trouble if the option bytes are not those that were written down; they are never written here */
    void requireOptions() {
        if (board.options().isEmpty() || map.options().isEmpty()) {
            return;
        }
        int mask = map.options().get().mask();
        OptionBytes seen = new OptionBytes(probe.word(map.options().get().address()));
        OptionBytes expected = board.options().get();
        if ((seen.value() & mask) != (expected.value() & mask)) {
            throw new Trouble(
                    Part.OPTIONS,
                    "%s: its option bytes are %s, not %s: somebody changed protection or boot; restore them, or correct its options"
                            .formatted(board.id(), seen, expected));
        }
    }

    /** Whether its own clock is right, by that of this host; an emulator's is not. */
    void requireClock(Talk talk) {
        if (!board.simulated()) {
            new ClockCheck(board.id(), settle.dividedBy(CLOCK_SHARE)).require(talk);
        }
    }

    private Talk talk(int baud) {
        Deadline deadline = Deadline.after(settle);
        while (true) {
            try {
                return new Talk(board.id(), consoles.open(board.console(), baud));
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
