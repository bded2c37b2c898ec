package dev.tinyrig.codegen;

import dev.tinyrig.codegen.emit.CProject;
import dev.tinyrig.codegen.emit.Emitter;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.target.Placement;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.util.Optional;

/** From a network to firmware: schedule, C sources, image. Threads may share one. */
public final class Codegen {
    private final Emitter emitter = new Emitter();
    private final Toolchain toolchain;
    private final Options options;

    public Codegen(Toolchain toolchain) {
        this(toolchain, Options.DEFAULT);
    }

    public Codegen(Toolchain toolchain, Options options) {
        this.toolchain = toolchain;
        this.options = options;
    }

    /** How the network would run and lie in memory. */
    public Schedule schedule(Network network, Target target) {
        return new Scheduler(target.core()).schedule(network, options);
    }

    /**
     * Builds the firmware of a network in a folder, which keeps the sources too.
     *
     * @throws dev.tinyrig.codegen.toolchain.ToolchainException if the toolchain fails; a network that does not fit the
     *     target is a {@link Build.Refused}
     */
    public Build compile(Network network, Target target, Path folder) {
        Schedule schedule = schedule(network, target);
        Optional<Outcome.Rejected> refusal =
                schedule.refusalBeyond(target.sram().bytes() - Toolchain.STACK_BYTES);
        if (refusal.isPresent()) {
            return new Build.Refused(refusal.get());
        }
        CProject project = emitter.emit(schedule, target.name());
        long dataBytes = (long) schedule.arenaBytes() + project.inputBytes() + Toolchain.STACK_BYTES;
        return toolchain.build(project, target, Placement.choices(target, options.tcm(), dataBytes), folder);
    }
}
