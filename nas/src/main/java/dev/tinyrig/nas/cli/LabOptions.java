package dev.tinyrig.nas.cli;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.nas.run.GoldenFirmware;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.rig.bench.board.Golden;
import dev.tinyrig.rig.files.Folders;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.lab.LabFile;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which lab, and how long to wait for its boards. */
final class LabOptions {
    @Option(
            names = "--lab",
            paramLabel = "FILE",
            defaultValue = "lab.yaml",
            description = "describes the boards; ${DEFAULT-VALUE}")
    private Path file = Path.of("lab.yaml");

    @Option(
            names = "--patience",
            paramLabel = "S",
            defaultValue = "10",
            description = "seconds to wait for a board that others use; ${DEFAULT-VALUE}")
    private int patienceSeconds;

    /** {@link Faults} finds it in what picocli parsed. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--verbose", description = "print stack traces of errors")
    private boolean verbose;

    Path file() {
        return file;
    }

    Duration patience() {
        return Duration.ofSeconds(patienceSeconds);
    }

    LabFile described() {
        try {
            return LabFile.read(file);
        } catch (LabException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    BoardLab open(Map<String, String> environment) {
        LabFile described = described();
        return new BoardLab(described, target -> golden(described, target, environment), environment);
    }

    private static Golden golden(LabFile lab, Target target, Map<String, String> environment) {
        return new GoldenFirmware(() -> new Codegen(Toolchain.find(environment)), goldenFolder(lab)).apply(target);
    }

    /** Processes that check boards at the same time do not build into each other's folder. */
    private static Path goldenFolder(LabFile lab) {
        return lab.state().resolve("golden-" + ProcessHandle.current().pid());
    }

    /** What was built to check boards is of no use afterwards. */
    void removeGolden(LabFile lab) {
        try {
            Folders.delete(goldenFolder(lab));
        } catch (IOException ignored) {
            // It takes some space, and that is all.
        }
    }
}
