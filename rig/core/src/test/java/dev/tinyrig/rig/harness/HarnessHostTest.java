package dev.tinyrig.rig.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The harness as host programs, with address and undefined-behaviour sanitizers. */
final class HarnessHostTest {
    private static final Path TESTS = HarnessTree.ROOT.resolve("test");
    private static final Path MAIN = HarnessTree.ROOT.resolve("harness_main.c");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void needsTheHostCompiler() {
        assertThat(Command.isInstalled("gcc"))
                .as("gcc is on the PATH; if not: apt-get install gcc libc6-dev")
                .isTrue();
    }

    @Test
    void answersEveryCommandAsTheTranscriptSays() throws IOException {
        Transcript transcript = Transcript.read(TESTS.resolve("transcript.txt"));
        List<Path> sources = new ArrayList<>(HarnessTree.portableSources());
        sources.add(HarnessTree.ROOT.resolve("host/port_host.c"));
        sources.add(TESTS.resolve("net_echo.c"));
        compile(sources);

        Command run = Command.run(folder, transcript.sent().toArray(), List.of("./program"));

        assertThat(run.output()).isEqualTo(transcript.answered());
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void transcriptUsesEveryCommandOfTheHelpText() throws IOException {
        Transcript transcript = Transcript.read(TESTS.resolve("transcript.txt"));

        List<String> commands = transcript.commandsOfHelp();

        assertThat(commands).hasSizeGreaterThan(10);
        String sent = new String(transcript.sent().toArray(), StandardCharsets.ISO_8859_1);
        assertThat(commands).allSatisfy(command -> assertThat(sent).contains(command));
    }

    @Test
    void passesItsUnitTests() {
        List<Path> sources = new ArrayList<>(HarnessTree.portableSources());
        sources.remove(MAIN);
        sources.add(TESTS.resolve("port_fake.c"));
        sources.add(TESTS.resolve("unit_tests.c"));
        sources.add(TESTS.resolve("net_echo.c"));
        compile(sources);

        Command run = Command.run(folder, new byte[0], List.of("./program"));

        assertThat(run.output()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"string_tests.c", "division_tests.c"})
    void copiesFillsAndDividesAsTheHostDoes(String tests) {
        compile(List.of(TESTS.resolve(tests)));

        Command run = Command.run(folder, new byte[0], List.of("./program"));

        assertThat(run.output()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    private void compile(List<Path> sources) {
        List<String> words = new ArrayList<>(List.of("gcc", "-std=c11", "-O1", "-g"));
        words.addAll(List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all"));
        words.addAll(List.of("-Wall", "-Wextra", "-Werror", "-Wpedantic", "-Wconversion", "-Wshadow"));
        words.addAll(List.of("-I" + HarnessTree.ROOT, "-I" + TESTS, "-Wl,--wrap=net_run", "-o", "program"));
        sources.forEach(source -> words.add(source.toString()));
        Command build = Command.run(folder, new byte[0], words);
        assertThat(build.output()).isEmpty();
        assertThat(build.exitCode()).isZero();
    }
}
