package dev.tinyrig.rig.bench.qemu;

import dev.tinyrig.rig.bench.BenchException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** Where QEMU is: the variable {@code TINYRIG_QEMU} names it, or it is on the {@code PATH}. */
record QemuExecutable(Path path) {
    private static final String VARIABLE = "TINYRIG_QEMU";
    private static final String NAME = "qemu-system-arm";

    static QemuExecutable find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        return named.isEmpty() ? onPath(environment.getOrDefault("PATH", "")) : named(Path.of(named));
    }

    private static QemuExecutable named(Path path) {
        if (!isProgram(path)) {
            throw new BenchException("%s names %s, which is no executable file: let it name %s or unset it"
                    .formatted(VARIABLE, path, NAME));
        }
        return new QemuExecutable(path);
    }

    private static QemuExecutable onPath(String searchPath) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(searchPath)
                .map(directory -> Path.of(directory, NAME))
                .filter(QemuExecutable::isProgram)
                .findFirst()
                .map(QemuExecutable::new)
                .orElseThrow(
                        () -> new BenchException("%s is not on the PATH: run 'apt-get install %s' or let %s name it"
                                .formatted(NAME, NAME, VARIABLE)));
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
