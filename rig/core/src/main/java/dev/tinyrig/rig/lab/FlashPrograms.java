package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.board.probe.FlashMethod;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** The programs that flash boards: named by environment variables, else those on the PATH. */
record FlashPrograms(Map<String, String> environment) {
    FlashPrograms {
        environment = Map.copyOf(environment);
    }

    /** A program, the Debian package that has it, and the variable that may name another. */
    private record Known(String program, String debianPackage, String variable) {}

    private static Known known(FlashMethod method) {
        return method.match(
                openOcd -> new Known("openocd", "openocd", "TINYRIG_OPENOCD"),
                stFlash -> new Known("st-flash", "stlink-tools", "TINYRIG_ST_FLASH"),
                gdb -> new Known("gdb-multiarch", "gdb-multiarch", "TINYRIG_GDB"));
    }

    String program(FlashMethod method) {
        Known known = known(method);
        return environment.getOrDefault(known.variable(), known.program());
    }

    void require(FlashMethod method) {
        String program = program(method);
        if (!isThere(program)) {
            Known known = known(method);
            throw new LabException("%s is not there: run 'apt-get install %s' or let %s name it"
                    .formatted(program, known.debianPackage(), known.variable()));
        }
    }

    private static boolean isThere(String program) {
        return program.contains("/")
                ? Files.isExecutable(Path.of(program))
                : Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
