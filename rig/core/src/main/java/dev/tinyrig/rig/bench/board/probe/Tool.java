package dev.tinyrig.rig.bench.board.probe;

import dev.tinyrig.rig.bench.board.ChipId;
import dev.tinyrig.rig.bench.board.Trouble;
import dev.tinyrig.rig.bench.board.Trouble.Part;
import dev.tinyrig.rig.process.ProcessException;
import dev.tinyrig.rig.process.ToolRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A flashing program for one board; what it cannot do is the probe's trouble. */
record Tool(String board, String program, Duration patience) {
    /** @param arguments behind the program */
    ToolRun run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        try {
            return ToolRun.of(command, patience);
        } catch (ProcessException e) {
            throw new Trouble(Part.PROBE, "%s: %s".formatted(board, e.getMessage()), e);
        }
    }

    /** The same, where only exit code 0 will do. */
    ToolRun mustRun(String what, List<String> arguments) {
        ToolRun run = run(arguments);
        if (run.exitCode() != 0) {
            throw failed(what, run);
        }
        return run;
    }

    Trouble failed(String what, ToolRun run) {
        return new Trouble(
                Part.PROBE,
                "%s: %s could not %s, exit code %d: %s"
                        .formatted(board, program, what, run.exitCode(), run.lastLine()));
    }

    void requireChip(Optional<ChipId> expected, ChipId seen) {
        if (expected.isPresent() && !expected.get().equals(seen)) {
            throw new Trouble(
                    Part.CHIP,
                    "%s: chip %s is behind the probe, not %s: nothing was written; plug the right board, or correct its uid"
                            .formatted(board, seen, expected.get()));
        }
    }

    Trouble differs(ToolRun run) {
        return new Trouble(
                Part.FLASH,
                "%s: the flash differs from the image that was written: %s; if it persists the flash is worn"
                        .formatted(board, run.lastLine()));
    }
}
