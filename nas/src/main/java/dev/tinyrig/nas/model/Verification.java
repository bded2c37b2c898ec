package dev.tinyrig.nas.model;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.nas.search.Workers;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/** Sends inputs through a model on a device and compares every output with the reference, byte for byte. */
public final class Verification {
    /** Inputs per boot. */
    private static final int SHARD = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Network network;
    private final CompiledModel.Setting setting;
    private final Lab lab;
    private final Path folder;
    private final UnaryOperator<Network> fault;

    /**
     * @param folder gets the firmware, and that of beginnings of the network where outputs differ
     */
    public Verification(Network network, CompiledModel.Setting setting, Lab lab, Path folder) {
        this(network, setting, lab, folder, UnaryOperator.identity());
    }

    /**
     * With a fault, to see whether it is found.
     *
     * @param fault makes the network that the device runs of the one that it should
     */
    Verification(Network network, CompiledModel.Setting setting, Lab lab, Path folder, UnaryOperator<Network> fault) {
        this.network = network;
        this.setting = setting;
        this.lab = lab;
        this.folder = folder;
        this.fault = fault;
    }

    /**
     * What came of it.
     *
     * @param labelled inputs whose class is known
     * @param right of those, how many the device classified so; the first of equal scores counts
     * @param measurements one per boot
     * @param difference where an output differs from the reference: what, and in which layer
     */
    public record Result(
            Firmware firmware,
            int inputs,
            int labelled,
            int right,
            List<Measurement> measurements,
            Optional<String> difference) {
        public Result {
            measurements = List.copyOf(measurements);
        }
    }

    /** One boot: its inputs went well, or one did not. */
    private record Shard(List<Sample> samples, Optional<Measurement> measurement, Optional<String> fault) {}

    /**
     * Runs all inputs.
     *
     * @param benches how many at once
     * @param progress told how many inputs are done
     * @throws ModelException if the reference itself differs from what another engine recorded
     */
    public Result run(List<Sample> samples, int benches, IntConsumer progress) {
        requireRecorded(samples);
        Firmware firmware = CompiledModel.build(fault.apply(network), setting, folder);
        List<List<Sample>> parts = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += SHARD) {
            parts.add(samples.subList(i, Math.min(samples.size(), i + SHARD)));
        }
        int[] done = {0};
        try (Workers workers = new Workers(benches)) {
            List<Shard> shards = workers.map(parts, part -> shard(firmware, part), shard -> {
                done[0] += shard.samples().size();
                progress.accept(done[0]);
            });
            return result(firmware, samples, shards);
        }
    }

    private void requireRecorded(List<Sample> samples) {
        ReferenceExecutor reference = reference();
        for (Sample sample : samples) {
            Bytes output = sample.recorded().isPresent() ? reference.run(sample.input()) : Bytes.of();
            if (sample.recorded().isPresent()
                    && !output.equals(sample.recorded().get())) {
                throw new ModelException("%s: the reference gives %s, recorded is %s"
                        .formatted(sample.name(), output, sample.recorded().get()));
            }
        }
    }

    private ReferenceExecutor reference() {
        return new ReferenceExecutor(network, setting.rounding());
    }

    private Shard shard(Firmware firmware, List<Sample> samples) {
        ReferenceExecutor reference = reference();
        List<Stimulus> stimuli = samples.stream()
                .map(sample -> new Stimulus(sample.input(), reference.run(sample.input())))
                .toList();
        return lab.run(firmware, new Workload(stimuli, 0, 1, PATIENCE), setting.target())
                .match(
                        measured -> new Shard(samples, Optional.of(measured.measurement()), Optional.empty()),
                        rejected -> new Shard(samples, Optional.empty(), Optional.of(rejected.detail())),
                        crashed -> new Shard(
                                samples, Optional.empty(), Optional.of("the device crashed: " + crashed.detail())),
                        unjudged -> {
                            throw new LabException(unjudged.detail());
                        });
    }

    private Result result(Firmware firmware, List<Sample> samples, List<Shard> shards) {
        int labelled = 0;
        int right = 0;
        List<Measurement> measurements = new ArrayList<>();
        Optional<String> difference = Optional.empty();
        for (Shard shard : shards) {
            if (shard.measurement().isEmpty()) {
                difference = difference.isPresent() ? difference : Optional.of(explain(firmware, shard));
                continue;
            }
            measurements.add(shard.measurement().get());
            for (int i = 0; i < shard.samples().size(); i++) {
                Optional<Integer> label = shard.samples().get(i).label();
                int heard = largest(shard.measurement().get().outputs().get(i));
                labelled += label.isPresent() ? 1 : 0;
                right += label.equals(Optional.of(heard)) ? 1 : 0;
            }
        }
        return new Result(firmware, samples.size(), labelled, right, measurements, difference);
    }

    /** Which input of the boot it was, and which layer. */
    private String explain(Firmware firmware, Shard shard) {
        Optional<Sample> culprit = shard.samples().stream()
                .filter(sample -> shard(firmware, List.of(sample)).fault().isPresent())
                .findFirst();
        if (culprit.isEmpty()) {
            return "%s; alone, each input is right".formatted(shard.fault().orElse(""));
        }
        Optional<LayerSearch.Difference> found =
                new LayerSearch(network, culprit.get().input(), setting.rounding(), this::runBeginning).first();
        return culprit.get().name() + ": " + found.map(this::text).orElse("right when built again");
    }

    private String text(LayerSearch.Difference difference) {
        return "layer %d of %d, %s, is the first that differs from the reference: %s; its output is %s, channels last"
                .formatted(
                        difference.index(),
                        network.layers().size(),
                        difference.layer().name(),
                        difference.what(),
                        network.tensor(difference.layer().output()).shape());
    }

    private Outcome runBeginning(Network beginning, Stimulus stimulus) {
        Path place = folder.resolve("beginning-" + beginning.layers().size());
        Firmware firmware = CompiledModel.build(fault.apply(beginning), setting, place);
        return lab.run(firmware, new Workload(List.of(stimulus), 0, 1, PATIENCE), setting.target());
    }

    /** The first of the largest. */
    static int largest(Bytes output) {
        int best = 0;
        for (int i = 1; i < output.length(); i++) {
            best = output.at(i) > output.at(best) ? i : best;
        }
        return best;
    }
}
