package dev.tinyrig.nas.run;

import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Effort;
import dev.tinyrig.nas.search.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is left of memory and disk, as Linux tells it.
 *
 * @param memoryBytes that programs can still have; empty where the system does not say
 */
record Room(Optional<Long> memoryBytes, long diskBytes) {
    private static final double MARGIN = 1.1;

    static Room at(Path folder) {
        try {
            return new Room(
                    kilobytes("/proc/meminfo", "MemAvailable:"),
                    Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask how much room there is at " + folder, e);
        }
    }

    /** The most memory that this process has used; what the Java heap has where the system does not say. */
    static long usedMemoryBytes() {
        return kilobytes("/proc/self/status", "VmHWM:")
                .orElseGet(() -> Runtime.getRuntime().totalMemory());
    }

    private static Optional<Long> kilobytes(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** A full disk would end the run halfway. */
    void refuseWhatDoesNotFit(Effort effort, Pace pace) {
        long needed = (long) (MARGIN * pace.diskBytes(effort));
        if (needed > diskBytes) {
            throw new RunException(
                    Fault.NO_ROOM,
                    "the run needs about %s on the disk, where %s are left; make room or give another --out"
                            .formatted(Phrases.bytes(needed), Phrases.bytes(diskBytes)));
        }
    }

    /** Words for the user where memory is so short that the system may end the process. */
    Optional<String> warning(Pace pace) {
        long reserve = pace.memoryBytes() / 4;
        return memoryBytes
                .filter(free -> free < reserve)
                .map(free -> "warning: this run needs about %s of memory and only %s are left; close other programs"
                        .formatted(Phrases.bytes(pace.memoryBytes()), Phrases.bytes(free)));
    }
}
