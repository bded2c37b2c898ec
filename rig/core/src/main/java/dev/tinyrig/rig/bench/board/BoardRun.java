package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.ConsoleRun;
import dev.tinyrig.rig.bench.board.BoardRecords.Health;
import dev.tinyrig.rig.bench.board.Trouble.Part;
import dev.tinyrig.rig.console.Dut;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One firmware on one board. Its outcome is believed only where the board, its wire and its flash prove sound. */
final class BoardRun {
    private static final Duration BOOT_PATIENCE = Duration.ofSeconds(8);

    private final Bay bay;
    private final Firmware firmware;
    private final ConsoleRun run;
    private final Consumer<Talk> check;

    BoardRun(Bay bay, Firmware firmware, ConsoleRun run) {
        this(bay, firmware, run, talk -> {});
    }

    /** @param check what else the board must prove before the workload */
    BoardRun(Bay bay, Firmware firmware, ConsoleRun run, Consumer<Talk> check) {
        this.check = check;
        this.bay = bay;
        this.firmware = firmware;
        this.run = run;
    }

    /** @throws Trouble if anything but the firmware is to blame */
    Outcome outcome() {
        Optional<EmulatorEnds> ends = bay.board().ends();
        String before = ends.map(EmulatorEnds::last).orElse("");
        try {
            return undisturbed();
        } catch (Trouble trouble) {
            return ends.flatMap(file -> file.lockUpSince(before))
                    .map(this::lockedUp)
                    .orElseThrow(() -> trouble.part() == Part.SILENCE ? explained(trouble) : trouble);
        }
    }

    private Trouble explained(Trouble silence) {
        return bay.otherBaud()
                .map(rate -> trouble(
                        Part.SILENCE,
                        "its console answers at %d baud, not %d: the firmware's clock or rate, or the lab's target, is wrong"
                                .formatted(rate, bay.target().console().baud())))
                .orElse(silence);
    }

    /** A virtual board comes back without its flash, and must prove itself before it is lent again. */
    private Outcome lockedUp(String words) {
        String id = bay.board().id();
        bay.records().forgetContents(id);
        bay.records().note(id, Health.SUSPECT, "its core locked up, which ended its emulator");
        return new Outcome.Crashed("the core locked up: " + words, words);
    }

    private Outcome undisturbed() {
        try (Talk talk = bay.talk()) {
            bay.flash(firmware.elf());
            if (greets(talk)) {
                return over(talk);
            }
        }
        if (bay.board().ends().isPresent()) {
            throw trouble(Part.CONSOLE, "its emulator ended while the firmware booted");
        }
        return overConsoleThatCameBack();
    }

    /** A probe that enumerates anew after flashing takes its console along. */
    private Outcome overConsoleThatCameBack() {
        try (Talk talk = bay.talk()) {
            if (!greets(talk)) {
                throw trouble(Part.CONSOLE, "its console has gone while the firmware booted, twice");
            }
            return over(talk);
        }
    }

    /** False if the console has gone. */
    private boolean greets(Talk talk) {
        try {
            if (!talk.answers(BOOT_PATIENCE)) {
                throw trouble(
                        Part.SILENCE,
                        "nothing answers within %d s of a reset; check the console's wiring and its baud rate, %d"
                                .formatted(
                                        BOOT_PATIENCE.toSeconds(),
                                        bay.target().console().baud()));
            }
            return true;
        } catch (EOFException gone) {
            return false;
        } catch (IOException e) {
            throw trouble(Part.CONSOLE, String.valueOf(e.getMessage()));
        }
    }

    private Outcome over(Talk talk) {
        talk.beginSums();
        requireBoard(talk);
        check.accept(talk);
        Outcome outcome = measured(talk);
        return outcome.match(
                measured -> intact(talk, measured),
                rejected -> intact(talk, rejected),
                crashed -> new PostMortem(bay, firmware, talk).of(crashed));
    }

    private Outcome measured(Talk talk) {
        try {
            return run.overReady(talk.wire(), gone -> {
                throw trouble(Part.CONSOLE, "its console has gone: " + gone.getMessage());
            });
        } catch (BenchException e) {
            talk.requireIntact();
            throw new Trouble(Part.IMAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Outcome intact(Talk talk, Outcome outcome) {
        talk.requireIntact();
        return outcome;
    }

    private void requireBoard(Talk talk) {
        requireClock(talk.asked(Dut::clockHz));
        Optional<ChipId> seen = talk.chip();
        Optional<ChipId> expected = bay.expectedChip();
        if (expected.isPresent() && !seen.equals(expected)) {
            talk.requireIntact();
            throw trouble(
                    Part.CHIP,
                    "chip %s answers on its console, not %s: probe and console belong to two boards, or it was swapped"
                            .formatted(seen.map(ChipId::digits).orElse("without an id"), expected.get()));
        }
        seen.filter(chip -> expected.isEmpty())
                .ifPresent(chip -> bay.records().noteChip(bay.board().id(), chip));
    }

    private void requireClock(long hz) {
        long expected = bay.target().clocks().coreHz();
        if (hz != expected) {
            throw trouble(
                    Part.CLOCK, "it runs at %d Hz, not %d: its crystal or PLL did not start".formatted(hz, expected));
        }
    }

    private Trouble trouble(Part part, String what) {
        return new Trouble(part, "%s: %s".formatted(bay.board().id(), what));
    }
}
