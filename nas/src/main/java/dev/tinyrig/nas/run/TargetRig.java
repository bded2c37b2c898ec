package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.engine.OtherEngine;
import dev.tinyrig.nas.engine.PredictingEvaluator;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.run.TrainingPipeline.Setting;
import dev.tinyrig.nas.search.LendingEvaluator;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.search.RigEvaluator;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The half of a run that knows no training: builds networks for the request's target, and runs them on its lab. */
final class TargetRig implements AutoCloseable {
    /** Inputs that each candidate is measured with. */
    static final int STIMULI = 2;

    /** A candidate's int8 outputs are only compared with the reference, so a rough calibration does. */
    private static final int CALIBRATION_OF_CANDIDATES = 16;

    private final Setting setting;
    private final Toolchain toolchain;
    private final Codegen codegen;
    private final Equipment equipment;

    TargetRig(Setting setting, Toolchain toolchain, Equipment equipment) {
        this.setting = setting;
        this.toolchain = toolchain;
        this.codegen = new Codegen(toolchain, options(setting.request()));
        this.equipment = equipment;
    }

    /** Blocks are streamed where the limit of SRAM asks for it. */
    private static Options options(Request request) {
        Options streaming = Options.DEFAULT.within(request.limits().arenaBytes());
        return request.tcm().map(streaming::with).orElse(streaming);
    }

    Provenance.Device device() {
        Target target = setting.target();
        return new Provenance.Device(
                target.name(),
                target.description(),
                target.clocks().coreHz(),
                setting.request().bench(),
                equipment.fidelity());
    }

    Provenance.Compiler compiler() {
        return new Provenance.Compiler(
                toolchain.compiler().version(),
                String.join(" ", toolchain.compiler().flags(setting.target())));
    }

    Toolchain toolchain() {
        return toolchain;
    }

    Lab lab() {
        return equipment.lab();
    }

    int benches() {
        return equipment.benches();
    }

    /** Measures candidates, or judges them by the model of the engine that the request names. */
    LendingEvaluator evaluator(String folder, SearchSpace space, Dataset features) {
        return setting.request()
                .engine()
                .<LendingEvaluator>map(engine ->
                        new PredictingEvaluator(OtherEngine.named(engine), setting.target(), Clock.systemUTC()))
                .orElseGet(() -> measuring(folder, STIMULI, space, features));
    }

    /**
     * Measures candidates.
     *
     * @param folder of what is built, inside the run's
     * @param stimuli inputs that each is measured with
     */
    RigEvaluator measuring(String folder, int stimuli, SearchSpace space, Dataset features) {
        RigEvaluator.Rig rig =
                new RigEvaluator.Rig(space, setting.target(), setting.request().limits(), codegen, lab());
        List<Example> validation = features.validation();
        RigEvaluator.Samples samples = new RigEvaluator.Samples(
                features.calibration(CALIBRATION_OF_CANDIDATES),
                validation.subList(0, Math.min(stimuli, validation.size())));
        return new RigEvaluator(rig, samples, setting.run().resolve("work").resolve(folder), Clock.systemUTC());
    }

    /**
     * Compiles a network.
     *
     * @param fault of the run where it does not, and what that means
     */
    Firmware built(Network network, Path folder, Fault fault, String meaning) {
        return codegen.compile(network, setting.target(), folder).match(built -> built.firmware(), refused -> {
            throw new RunException(fault, meaning + ": " + refused.outcome().detail());
        });
    }

    Schedule schedule(Network network) {
        return codegen.schedule(network, setting.target());
    }

    /** Sends the whole test list through the lab. */
    Validation tested(Firmware firmware, Network network, Dataset features) {
        return new DeviceTest(lab(), setting.target(), benches(), setting.progress())
                .run(firmware, network, features.test(), features.labels());
    }

    @Override
    public void close() {
        lab().close();
    }
}
