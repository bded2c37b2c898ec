package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.board.probe.FlashMethod;
import dev.tinyrig.rig.process.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The programs that flash boards: named by environment variables, else those on the PATH. */
record FlashPrograms(Map<String, String> environment) {
    FlashPrograms {
        environment = Map.copyOf(environment);
    }

    private static Program known(FlashMethod method) {
        return method.match(
                openOcd -> program("openocd", "TINYRIG_OPENOCD", "openocd"),
                stFlash -> program("st-flash", "TINYRIG_ST_FLASH", "stlink-tools"),
                gdb -> program("gdb-multiarch", "TINYRIG_GDB", "gdb-multiarch"));
    }

    private static Program program(String name, String variable, String debianPackage) {
        return new Program(name, variable, "run 'apt-get install %s'".formatted(debianPackage));
    }

    /** As it is called, whether it is there or not. */
    String program(FlashMethod method) {
        Program known = known(method);
        return known.look(environment)
                .map(Path::toString)
                .orElse(environment.getOrDefault(known.variable(), known.name()));
    }

    void requireOneOf(List<FlashMethod> methods) {
        List<Program> known = methods.stream().map(FlashPrograms::known).toList();
        if (known.stream().allMatch(program -> program.look(environment).isEmpty())) {
            throw new LabException(
                    known.stream().map(program -> program.absence(environment)).collect(Collectors.joining("; ")));
        }
    }
}
