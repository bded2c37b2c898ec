package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.board.console.ConsoleAddress;
import dev.tinyrig.rig.bench.board.power.HubPort;
import dev.tinyrig.rig.bench.board.probe.FlashMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One board on the desk, as its lab describes it.
 *
 * @param id unique in its lab, such as {@code nucleo-1}
 * @param target the name of the target that it is
 * @param simulated whether an emulator plays the board; its counts are then instructions and never called measured
 * @param ends where the emulator's owner writes how it ended, if it does
 * @param uid the chip's unique id if it was written down; else the first one seen counts
 * @param probe serial number of the debug probe, where more than one may be plugged in
 * @param console where its serial console is found
 * @param hub the USB port that powers it, if that can be switched
 * @param options what its option bytes must be, if that was written down
 * @param flash how its flash is written; where one way fails, the next is tried
 * @param tags words to choose it by
 */
public record Board(
        String id,
        String target,
        boolean simulated,
        Optional<EmulatorEnds> ends,
        Optional<ChipId> uid,
        Optional<String> probe,
        ConsoleAddress console,
        Optional<HubPort> hub,
        Optional<OptionBytes> options,
        List<FlashMethod> flash,
        Set<String> tags) {
    public Board {
        flash = List.copyOf(flash);
        tags = Set.copyOf(tags);
    }
}
