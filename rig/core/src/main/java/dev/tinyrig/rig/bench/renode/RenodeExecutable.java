package dev.tinyrig.rig.bench.renode;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.process.GuardedProcess;
import dev.tinyrig.rig.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renode as it is installed here: the variable {@code RENODE} names it, or it is on the {@code PATH}. */
public record RenodeExecutable(Path path, String version) {
    /** The variable that names the program. */
    public static final String VARIABLE = "RENODE";

    private static final String WHERE = "get 1.16.1 from https://github.com/renode/renode/releases";
    private static final Program RENODE = new Program("renode", VARIABLE, WHERE);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.\\d+)*");

    /** 1.16.0 repaired the GE flags of SADD and SSUB, and brought FillWithConstantByte and DumpBinary. */
    private static final int OLDEST_MAJOR = 1;

    private static final int OLDEST_MINOR = 16;

    private static final Duration VERSION_PATIENCE = Duration.ofSeconds(30);
    private static final Map<Path, String> VERSIONS = new ConcurrentHashMap<>();

    /**
     * The Renode that these variables lead to.
     *
     * @throws BenchException if there is none, or it is too old: what to do
     */
    public static RenodeExecutable find(Map<String, String> environment) {
        Path path = RENODE.look(environment).orElseThrow(() -> new BenchException(RENODE.absence(environment)));
        String version = VERSIONS.computeIfAbsent(path, RenodeExecutable::askVersion);
        return requireNewEnough(new RenodeExecutable(path, version));
    }

    /** Its exit codes say nothing, so that the text alone counts. */
    private static String askVersion(Path path) {
        try (GuardedProcess renode = GuardedProcess.start(List.of(path.toString(), "--version"))) {
            OptionalInt code = renode.exitCode(VERSION_PATIENCE);
            Matcher version = VERSION.matcher(renode.lastOutput());
            if (code.isEmpty() || !version.find()) {
                throw new BenchException("%s --version %s: %s; %s, or let %s name another"
                        .formatted(
                                path,
                                code.isEmpty() ? "does not end" : "names no version",
                                renode.lastOutput(),
                                WHERE,
                                VARIABLE));
            }
            return version.group();
        }
    }

    private static RenodeExecutable requireNewEnough(RenodeExecutable found) {
        Matcher version = VERSION.matcher(found.version());
        boolean matches = version.lookingAt();
        int major = matches ? Integer.parseInt(version.group(1)) : 0;
        int minor = matches ? Integer.parseInt(version.group(2)) : 0;
        if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
            throw new BenchException("%s is Renode %s, which computes some DSP instructions wrongly: 1.16.0 or later "
                            .formatted(found.path(), found.version())
                    + "is needed; " + WHERE);
        }
        return found;
    }
}
