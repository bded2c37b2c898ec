package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.LabFile;
import dev.tinyrig.rig.lab.virtual.VirtualLab;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A board does what every bench does: serial console, GDB, flash; here QEMU plays it. */
final class VirtualBoardContractTest extends HarnessContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static VirtualLab virtual;

    @SuppressWarnings("NullAway.Init")
    private static BoardLab lab;

    @BeforeAll
    static void startsTwoBoards() {
        VirtualLabs.assumePossible();
        virtual = VirtualLab.start(folder.resolve("lab.yaml"), 2, Map.of());
        lab = new BoardLab(LabFile.read(virtual.file()), target -> VirtualLabs.golden(folder), Map.of());
    }

    @AfterAll
    static void switchesThemOff() {
        Stream.<AutoCloseable>of(lab, virtual).forEach(VirtualLabs::close);
    }

    @Override
    protected Bench bench(String name) {
        Board board = lab.file().boards().get(name.equals("a") ? 0 : 1);
        return lab.bench(new Board(
                name,
                board.target(),
                board.simulated(),
                board.ends(),
                board.uid(),
                board.probe(),
                board.console(),
                board.hub(),
                board.options(),
                board.flash(),
                board.tags()));
    }
}
