package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.cli.Finding.Need;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.renode.RenodeBench;
import dev.tinyrig.rig.bench.renode.RenodeExecutable;
import dev.tinyrig.rig.process.GuardedProcess;
import dev.tinyrig.rig.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that TinyRig starts, as the doctor looks for it. */
enum InstalledProgram {
    CROSS_COMPILER("arm-none-eabi-gcc", Need.SEARCH, "TINYRIG_ARM_GCC", "apt-get install gcc-arm-none-eabi"),
    SPEAKER("espeak-ng", Need.SEARCH, "", "apt-get install espeak-ng, or give real speech with --data"),
    QEMU("qemu-system-arm", Need.BENCH, "TINYRIG_QEMU", "apt-get install qemu-system-arm"),
    RENODE("renode", Need.BENCH, "RENODE", "") {
        @Override
        Finding look(Map<String, String> environment, Duration patience) {
            try {
                RenodeExecutable found = RenodeExecutable.find(environment);
                return Finding.fine(
                        "renode",
                        Need.BENCH,
                        "%s, %s; %s".formatted(found.version(), found.path(), RenodeBench.WARNING));
            } catch (BenchException missing) {
                return Finding.wrong("renode", Need.BENCH, "not usable", String.valueOf(missing.getMessage()));
            }
        }
    },
    GDB("gdb-multiarch", Need.BOARDS, "TINYRIG_GDB", "apt-get install gdb-multiarch"),
    OPENOCD("openocd", Need.BOARDS, "TINYRIG_OPENOCD", "apt-get install openocd"),
    ST_FLASH("st-flash", Need.BOARDS, "TINYRIG_ST_FLASH", "apt-get install stlink-tools"),
    UHUBCTL("uhubctl", Need.BOARDS, "", "apt-get install uhubctl");

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+[\\w.+~-]*");

    private final String program;
    private final Need need;
    private final String variable;
    private final String remedy;

    InstalledProgram(String program, Need need, String variable, String remedy) {
        this.program = program;
        this.need = need;
        this.variable = variable;
        this.remedy = remedy;
    }

    /**
     * Looks for it.
     *
     * @param patience how long it may take to tell its version; then it is counted as broken
     */
    Finding look(Map<String, String> environment, Duration patience) {
        Optional<Path> path = new Program(program, variable, remedy).look(environment);
        String named = environment.getOrDefault(variable, "");
        return path.map(found -> ask(found, patience))
                .orElseGet(() -> wrong(
                        named.isEmpty()
                                ? "not on the PATH"
                                : "%s names %s, which is no program".formatted(variable, named)));
    }

    /** Exit codes are not asked: some of these programs end with 1 where no device is connected. */
    private Finding ask(Path path, Duration patience) {
        try (GuardedProcess asked = GuardedProcess.start(List.of(path.toString(), "--version"))) {
            OptionalInt code = asked.exitCode(patience);
            Matcher version = VERSION.matcher(asked.lastOutput());
            if (code.isEmpty()) {
                return wrong("%s does not tell its version within %d ms".formatted(path, patience.toMillis()));
            }
            return version.find()
                    ? Finding.fine(program, need, "%s, %s".formatted(version.group(), path))
                    : wrong("%s ended with exit code %d and told no version: %s"
                            .formatted(path, code.getAsInt(), firstLine(asked.lastOutput())));
        }
    }

    private static String firstLine(String output) {
        return output.lines().findFirst().orElse("no output");
    }

    private Finding wrong(String seen) {
        return Finding.wrong(program, need, seen, remedy);
    }
}
