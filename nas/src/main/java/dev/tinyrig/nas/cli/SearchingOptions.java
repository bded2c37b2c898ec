package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.run.Pipeline;
import java.time.Clock;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Options of every command that searches, which change how long that takes and what is seen of it, not its result. */
final class SearchingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private CapacityOptions capacity = new CapacityOptions();

    @Mixin
    private ServeOption serve = new ServeOption();

    Searching searching(Terminal terminal, Pipeline.Factory pipelines, Clock clock) {
        serve.refuseNoPort();
        return new Searching(
                terminal,
                pipelines,
                clock,
                capacity.capacity(),
                serve,
                command.commandLine().getParseResult().originalArgs());
    }
}
