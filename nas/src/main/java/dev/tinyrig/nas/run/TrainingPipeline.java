package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Input;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.quantize.PostTrainingQuantizer;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Effort;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evaluator;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Finalist;
import dev.tinyrig.nas.search.LendingEvaluator;
import dev.tinyrig.nas.search.Pace;
import dev.tinyrig.nas.search.Proposal;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Winner;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.train.SuperNet;
import dev.tinyrig.nas.train.TrainedSpace.Candidate;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.BenchFault;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Keyword networks: DJL trains them, codegen builds them, a lab runs them. */
final class TrainingPipeline implements Pipeline {
    private static final int CALIBRATION_OF_WINNER = 256;

    private final Setting setting;
    private Recipe recipe;
    private final TargetRig rig;
    private final Training training;
    private Optional<Source.Material> data = Optional.empty();

    /** What was asked for, and the means. */
    record Setting(
            Request request,
            Recipe recipe,
            Target target,
            Path run,
            Capacity capacity,
            Progress progress,
            Map<String, String> environment) {}

    TrainingPipeline(Setting setting, Toolchain toolchain, Equipment equipment) {
        this.setting = setting;
        this.recipe = setting.recipe();
        this.rig = new TargetRig(setting, toolchain, equipment);
        this.training =
                new Training(setting.run(), setting.capacity().threads(), setting.progress(), setting.environment());
    }

    @Override
    public SearchSpace space() {
        return recipe.space();
    }

    @Override
    public Provenance.Data data() {
        return material().provenance(setting.request().task());
    }

    @Override
    public Provenance.Device device() {
        return rig.device();
    }

    @Override
    public Provenance.Compiler compiler() {
        return rig.compiler();
    }

    @Override
    public Evaluation probe(Architecture architecture) {
        return rig.evaluator("probe", space(), features())
                .evaluate(new Proposal(0, 0, architecture), each -> Untrained.candidate(space().plan(each)));
    }

    @Override
    public Effort effort(Evolution.Settings search) {
        return new Effort(
                training.isTrained(recipe, features()) ? 0 : recipe.superNet().steps(),
                search.proposals(),
                search.population(),
                Preset.named(setting.request().preset()).finalists(),
                recipe.fineTuning().steps(),
                features().test().size());
    }

    @Override
    public Pace pace() {
        Path work = setting.run().resolve("work/calibration");
        try (Progress.Task task = setting.progress().task("measuring the pace", 1)) {
            Pace pace = new Calibration(recipe, features(), setting.capacity(), work)
                    .measured(
                            rig.measuring("calibration", TargetRig.STIMULI, space(), features()),
                            TargetRig.STIMULI,
                            rig.measuring("calibration/many", Calibration.MANY, space(), features()),
                            setting.request().limits().maxLatencyMs());
            task.done(1);
            return pace;
        }
    }

    @Override
    public void shorten(Effort effort) {
        recipe = recipe.shortened(effort);
    }

    @Override
    public Evaluator train(Consumer<Entry> record) {
        SuperNet trained = training.superNet(recipe, features(), record);
        LendingEvaluator measuring = rig.evaluator("candidates", space(), features());
        return proposal -> measuring.evaluate(proposal, trained::candidate);
    }

    @Override
    public Finalist judge(Evaluation candidate, Consumer<Entry> record) {
        Candidate tuned = training.tuned(candidate, recipe, record);
        SecondLook look = new SecondLook(features(), setting.capacity().threads(), setting.progress());
        int examples = look.examples().size();
        double floatAccuracy = training.lender().accuracy(tuned.network(), look.examples());
        return new Finalist(
                candidate.number(),
                candidate.architecture(),
                candidate.validationAccuracy(),
                candidate.cost().orElseThrow().latencyMs(),
                examples,
                (int) Math.round(floatAccuracy * examples),
                look.correct(quantized(tuned)));
    }

    private Network quantized(Candidate tuned) {
        return PostTrainingQuantizer.quantize(tuned.network(), features().calibration(CALIBRATION_OF_WINNER));
    }

    @Override
    public Winner finish(Evaluation best, Path folder, Consumer<Entry> record) {
        Candidate tuned = training.tuned(best, recipe, record);
        Network network = quantized(tuned);
        Firmware firmware =
                rig.built(network, folder, Fault.RIG, "the winner fitted as a candidate but not after fine-tuning");
        new WinnerFolder(folder)
                .write(
                        network,
                        new WinnerFolder.About(setting.request().task(), setting.target(), best.architecture()),
                        rig.toolchain());
        Schedule schedule = rig.schedule(network);
        double floatAccuracy =
                training.lender().accuracy(tuned.network(), features().test());
        return new Winner(
                best.number(),
                best.architecture(),
                tuned.validationAccuracy(),
                (int) Math.round(floatAccuracy * features().test().size()),
                WinnerFolder.layers(network, schedule),
                WinnerFolder.buffers(network, schedule),
                schedule.arenaBytes(),
                firmware.footprint(),
                firmware.buildId());
    }

    @Override
    public Validation validate(Path folder) {
        WinnerFolder winner = new WinnerFolder(folder);
        Validation validation = rig.tested(winner.firmware(setting.target().name()), winner.network(), features());
        winner.tested(validation, setting.request().bench());
        return validation;
    }

    @Override
    public Validation validate(Network network, Path folder) {
        Input expected = features().input();
        Input given =
                new Input(network.inputTensor().shape(), network.inputTensor().quantization());
        int classes = network.outputTensor().shape().size();
        if (!given.equals(expected) || classes != features().labels().size()) {
            throw new RunException(
                    Fault.DATA,
                    "the model takes %s and gives %d classes, the data are %s of %d classes: give another model"
                            .formatted(
                                    given,
                                    classes,
                                    expected,
                                    features().labels().size()));
        }
        Firmware firmware = rig.built(network, folder, Fault.NOTHING_FITS, "the model does not fit");
        return rig.tested(firmware, network, features());
    }

    @Override
    public int benches() {
        return rig.benches();
    }

    @Override
    public int busyBenches() {
        return rig.lab().lent();
    }

    @Override
    public List<BenchFault> faults() {
        return rig.lab().faults();
    }

    private Dataset features() {
        return material().features();
    }

    private Source.Material material() {
        Source.Material read = data.orElseGet(() -> recipe.source()
                .read(new Source.Reading(
                        setting.request().data().map(Path::of),
                        setting.environment(),
                        setting.capacity().threads(),
                        setting.progress())));
        data = Optional.of(read);
        return read;
    }

    @Override
    public void close() {
        rig.close();
        training.close();
    }
}
