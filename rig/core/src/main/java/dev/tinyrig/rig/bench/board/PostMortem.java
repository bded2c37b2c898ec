package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.bench.board.Trouble.Part;
import dev.tinyrig.rig.bench.board.probe.CoreState;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.measure.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whose fault a silence or a fault was: the firmware is blamed only when board, line and flash are proven innocent. */
record PostMortem(Bay bay, Firmware firmware, Talk talk) {
    private static final Duration ALIVE_PATIENCE = Duration.ofMillis(400);

    /** Where the harness waits for the host or sends to it; a core that is there has not hung. */
    private static final Pattern AT_THE_CONSOLE = Pattern.compile("(port_take|port_put|sleep|harness_\\w+|main)\\+.*");

    /** @throws Trouble if the firmware is not to blame, or nobody can tell */
    Outcome of(Outcome.Crashed crashed) {
        if (answers()) {
            throw trouble(Part.LINE, crashed, "and yet the device still answers: the line lost or changed bytes");
        }
        Optional<CoreState> core = bay.probe().core();
        Optional<String> place = core.flatMap(
                state -> Image.read(firmware.elf(), bay.target()).symbols().at(state.pc()));
        if (place.filter(name -> AT_THE_CONSOLE.matcher(name).matches()).isPresent()) {
            throw trouble(Part.LINE, crashed, "while the core waits in %s: the line lost bytes".formatted(place.get()));
        }
        bay.probe().verify(firmware.elf());
        return new Outcome.Crashed(
                crashed.detail() + core.map(state -> described(state, place)).orElse(""), crashed.console());
    }

    private boolean answers() {
        try {
            return talk.answers(ALIVE_PATIENCE);
        } catch (IOException e) {
            throw new Trouble(
                    Part.CONSOLE,
                    "%s: its console has gone: %s".formatted(bay.board().id(), e.getMessage()),
                    e);
        }
    }

    private static String described(CoreState state, Optional<String> place) {
        return "; the core is at 0x%08x%s, lr 0x%08x, cfsr 0x%08x"
                .formatted(state.pc(), place.map(name -> " (" + name + ")").orElse(""), state.lr(), state.cfsr());
    }

    private Trouble trouble(Part part, Outcome.Crashed crashed, String finding) {
        return new Trouble(part, "%s: %s, %s".formatted(bay.board().id(), crashed.detail(), finding));
    }
}
