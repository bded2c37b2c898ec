package dev.tinyrig.codegen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void keepsExitCodeAndEverythingThatWasWritten(@TempDir Path folder) throws Exception {
        Command.Result result = Command.run(List.of("sh", "-c", "echo one; echo two >&2; exit 7"), folder, PATIENCE);

        assertThat(result).isEqualTo(new Command.Result(7, "one\ntwo\n"));
        assertThat(folder.resolve("compiler.log")).hasContent("one\ntwo\n");
    }

    @Test
    void endsCommandsThatTakeTooLong(@TempDir Path folder) throws Exception {
        List<String> command = List.of("sh", "-c", "echo $$ > pid; sleep 1000");

        assertThatThrownBy(() -> Command.run(command, folder, Duration.ofSeconds(1)))
                .isInstanceOf(ToolchainException.class)
                .hasMessage("sh did not end within 1 s: is the machine overloaded?");

        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::onExit).orElse(CompletableFuture.completedFuture(null)))
                .succeedsWithin(PATIENCE);
    }

    @Test
    void saysWhichProgramCannotBeRun(@TempDir Path folder) {
        assertThatThrownBy(() -> Command.run(List.of("/no/such/gcc"), folder, PATIENCE))
                .isInstanceOf(ToolchainException.class)
                .hasMessageStartingWith("cannot run /no/such/gcc in ");
    }
}
