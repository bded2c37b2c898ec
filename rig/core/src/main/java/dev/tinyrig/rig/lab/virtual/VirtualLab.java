package dev.tinyrig.rig.lab.virtual;

import static java.util.stream.Collectors.joining;

import dev.tinyrig.rig.files.LockedFile;
import dev.tinyrig.rig.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Boards that QEMU plays: each has a serial console at a link that stays, a GDB server, a chip with an id of its own, and a
 * hub port whose power can be switched; a board that dies is started again, as one that is plugged in again. All end when
 * this is closed or its process ends.
 */
public final class VirtualLab implements AutoCloseable {
    /** The first line of every {@code lab.yaml} that was written here, which may be written again. */
    static final String MARK =
            "# Written by 'tinyrig lab virtual', which must run for as long as these boards are used.";

    private static final String HUB = "uhubctl";

    private final Path file;
    private final List<VirtualBoard> boards;
    private final LockedFile lock;

    private VirtualLab(Path file, List<VirtualBoard> boards, LockedFile lock) {
        this.file = file;
        this.boards = boards;
        this.lock = lock;
    }

    /**
     * Starts the boards and writes the file that describes them.
     *
     * @param file such as {@code lab.yaml}
     * @throws LabException if QEMU does not start, or the file was written by somebody else
     */
    public static VirtualLab start(Path file, int boards, Map<String, String> environment) {
        Path absolute = file.toAbsolutePath().normalize();
        requireOurs(absolute);
        Path folder = Objects.requireNonNull(absolute.getParent()).resolve("virtual-lab");
        String qemu = environment.getOrDefault("TINYRIG_QEMU", "qemu-system-arm");
        List<VirtualBoard> list = IntStream.range(0, boards)
                .mapToObj(number -> new VirtualBoard(folder, number, qemu))
                .toList();
        VirtualLab lab = new VirtualLab(absolute, list, locked(folder));
        try {
            writeHub(folder.resolve(HUB));
            list.forEach(VirtualBoard::start);
            list.forEach(board -> board.awaitConsole(Duration.ofSeconds(20)));
            Files.writeString(absolute, lab.text());
            return lab;
        } catch (IOException e) {
            lab.close();
            throw new LabException("the virtual lab cannot be written to %s: %s".formatted(folder, e), e);
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** The description of the lab. */
    public Path file() {
        return file;
    }

    public List<VirtualBoard> boards() {
        return boards;
    }

    private String text() {
        return "%s\nuhubctl: virtual-lab/%s\nboards:\n%s"
                .formatted(
                        MARK,
                        HUB,
                        boards.stream().map(VirtualBoard::description).collect(joining()));
    }

    private static void requireOurs(Path file) {
        try {
            if (Files.exists(file) && !Files.readString(file).startsWith(MARK)) {
                throw new LabException(
                        "%s describes another lab: choose another file for the virtual one".formatted(file));
            }
        } catch (IOException e) {
            throw new LabException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    /** Two owners would take the consoles out of each other's hands. */
    private static LockedFile locked(Path folder) {
        try {
            Files.createDirectories(folder);
            return LockedFile.of(folder.resolve("lock")).orElseThrow(() -> runsAlready(folder));
        } catch (IOException e) {
            throw new LabException("the virtual lab cannot be made in %s: %s".formatted(folder, e), e);
        }
    }

    private static LabException runsAlready(Path folder) {
        return new LabException("a virtual lab runs in %s already: end it, or choose another file".formatted(folder));
    }

    private static void writeHub(Path script) throws IOException {
        try (InputStream in = VirtualLab.class.getResourceAsStream("hub.sh")) {
            Files.copy(Objects.requireNonNull(in, "hub.sh"), script, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Cuts the power of all boards. */
    @Override
    public void close() {
        boards.forEach(VirtualBoard::close);
        try {
            lock.close();
        } catch (UncheckedIOException ignored) {
            // The lock ends with the process at the latest.
        }
    }
}
