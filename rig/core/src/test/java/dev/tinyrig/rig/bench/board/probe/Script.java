package dev.tinyrig.rig.bench.board.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A shell script that stands for a program: it notes its arguments, one call a line, and then does what its text says. */
record Script(Path file) {
    static Script of(Path folder, String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.writeString(file, "#!/bin/sh\necho \"$*\" >>'%s.calls'\n%s\n".formatted(file, text));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Script(file);
    }

    String program() {
        return file.toString();
    }

    List<String> calls() {
        try {
            return Files.readAllLines(Path.of(file + ".calls"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
