package dev.tinyrig.rig.bench.board.power;

import dev.tinyrig.rig.process.ProcessException;
import dev.tinyrig.rig.process.ToolRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Power by the program uhubctl; it says so, with exit code 1, where a hub cannot switch. */
public record Uhubctl(String program) implements Power {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public void off(HubPort port) throws IOException {
        act(port, "off");
    }

    @Override
    public void on(HubPort port) throws IOException {
        act(port, "on");
    }

    private void act(HubPort port, String action) throws IOException {
        List<String> command = List.of(program, "-l", port.location(), "-p", String.valueOf(port.port()), "-a", action);
        ToolRun run;
        try {
            run = ToolRun.of(command, PATIENCE);
        } catch (ProcessException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (run.exitCode() != 0) {
            throw new IOException("'%s' ended with exit code %d: %s"
                    .formatted(String.join(" ", command), run.exitCode(), run.lastLine()));
        }
    }
}
