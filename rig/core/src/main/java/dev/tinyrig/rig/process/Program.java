package dev.tinyrig.rig.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A program that is installed or not: a variable names it, or it is on the {@code PATH}.
 *
 * @param variable of the environment, which may name another file; empty if none does
 * @param remedy what to do where it is missing, such as {@code run 'apt-get install gdb-multiarch'}
 */
public record Program(String name, String variable, String remedy) {
    /** Where it is; empty if it is neither where the variable says nor on the path. */
    public Optional<Path> look(Map<String, String> environment) {
        String named = named(environment);
        return named.isEmpty()
                ? onPath(environment.getOrDefault("PATH", ""))
                : Optional.of(Path.of(named)).filter(Program::isProgram).map(Path::toAbsolutePath);
    }

    /** Why it is not there, and what to do. */
    public String absence(Map<String, String> environment) {
        String named = named(environment);
        return named.isEmpty()
                ? "%s is not on the PATH: %s, or let %s name it".formatted(name, remedy, variable)
                : "%s names %s, which is no executable file: let it name %s or unset it"
                        .formatted(variable, named, name);
    }

    private String named(Map<String, String> environment) {
        return environment.getOrDefault(variable, "");
    }

    private Optional<Path> onPath(String searchPath) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(searchPath)
                .map(folder -> Path.of(folder, name))
                .filter(Program::isProgram)
                .findFirst()
                .map(Path::toAbsolutePath);
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
