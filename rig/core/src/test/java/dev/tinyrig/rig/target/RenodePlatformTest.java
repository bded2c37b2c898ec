package dev.tinyrig.rig.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RenodePlatformTest {
    private static final Path SCRIPTS = Path.of("../../renode-scripts");

    static List<Target> targets() {
        return Targets.load().all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void committedPlatformIsTheGeneratedOne(Target target) throws IOException {
        Golden.assertEqual(SCRIPTS.resolve(target.name() + ".repl"), RenodePlatform.platform(target));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void committedScriptIsTheGeneratedOne(Target target) throws IOException {
        Golden.assertEqual(SCRIPTS.resolve(target.name() + ".resc"), RenodePlatform.script(target));
    }

    @Test
    void everyCommittedPlatformHasATarget() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            List<String> platforms = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".repl"))
                    .sorted()
                    .toList();

            assertThat(platforms)
                    .isEqualTo(targets().stream()
                            .map(target -> target.name() + ".repl")
                            .toList());
        }
    }
}
