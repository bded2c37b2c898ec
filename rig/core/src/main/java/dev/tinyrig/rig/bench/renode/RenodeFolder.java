package dev.tinyrig.rig.bench.renode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tinyrig.rig.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The temporary folder of one Renode process, which finds its name in {@code TMPDIR}.
 *
 * <p>A killed JVM leaves the folder behind, and perhaps a process that did not heed the end of its input. Both are found by
 * the folder's name at the next start.
 */
record RenodeFolder(Path path) {
    private static final String PREFIX = "tinyrig-renode-";
    private static final String OWNER = "owner";

    /** So long a folder without an owner may still be getting one. */
    private static final Duration UNFINISHED = Duration.ofMinutes(1);

    /** A folder of this JVM's in the temporary folder {@code parent}. */
    static RenodeFolder create(Path parent) throws IOException {
        RenodeFolder folder = new RenodeFolder(Files.createTempDirectory(parent, PREFIX));
        Files.writeString(folder.path.resolve(OWNER), identity(ProcessHandle.current()));
        return folder;
    }

    /** Ends the processes and deletes the folders of JVMs that are no more. */
    static void sweep(Path parent) {
        try (Stream<Path> files = Files.list(parent)) {
            files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .map(RenodeFolder::new)
                    .filter(RenodeFolder::isLeftOver)
                    .forEach(RenodeFolder::reap);
        } catch (IOException unreadable) {
            // Whoever cannot list the folder cannot make one in it either, and says so.
        }
    }

    /** The port that the XML-RPC server of this process listens on, once it does. */
    Optional<Integer> robotPort() {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().startsWith("renode-"))
                    .map(file -> text(file.resolve("robot_port")).strip())
                    // Port 0 stands for one of 49152 to 65535; a shorter number is still being written.
                    .filter(text -> text.matches("\\d{5}"))
                    .map(Integer::valueOf)
                    .findFirst();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    void delete() {
        try {
            Folders.delete(path);
        } catch (IOException ignored) {
            // A file in the temporary directory stays behind; the next sweep tries again.
        }
    }

    private boolean isLeftOver() {
        String owner = text(path.resolve(OWNER));
        if (owner.isEmpty()) {
            return isOlderThan(UNFINISHED);
        }
        long pid = Long.parseLong(owner.substring(0, owner.indexOf(' ')));
        return ProcessHandle.of(pid)
                .map(RenodeFolder::identity)
                .filter(owner::equals)
                .isEmpty();
    }

    private boolean isOlderThan(Duration age) {
        try {
            return Files.getLastModifiedTime(path)
                    .toInstant()
                    .isBefore(Instant.now().minus(age));
        } catch (IOException gone) {
            return false;
        }
    }

    private void reap() {
        ProcessHandle.allProcesses().filter(this::isOurs).forEach(ProcessHandle::destroyForcibly);
        delete();
    }

    /** Linux lets us read the environment of our own processes. */
    private boolean isOurs(ProcessHandle process) {
        String environment = text(Path.of("/proc", Long.toString(process.pid()), "environ"));
        return Stream.of(environment.split("\0")).anyMatch(("TMPDIR=" + path)::equals);
    }

    /** A process number alone may have gone to another process. */
    private static String identity(ProcessHandle process) {
        return process.pid()
                + " "
                + process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException absent) {
            return "";
        }
    }
}
