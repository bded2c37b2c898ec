package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.nas.log.Entries;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.search.Effort;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evaluator;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.FakeEvaluator;
import dev.tinyrig.nas.search.Finalist;
import dev.tinyrig.nas.search.Pace;
import dev.tinyrig.nas.search.Proposal;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Winner;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.lab.BenchFault;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.MemoryUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A pipeline without training, compiler and benches; remembers what it was asked to do. */
public final class FakePipeline implements Pipeline {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final Queue<String> done = new ConcurrentLinkedQueue<>();
    private final Queue<BenchFault> faults = new ConcurrentLinkedQueue<>();
    private final UnaryOperator<Evaluator> disturbance;
    private final Provenance.Data data;

    private FakePipeline(UnaryOperator<Evaluator> disturbance, Provenance.Data data) {
        this.disturbance = disturbance;
        this.data = data;
    }

    /**
     * A pipeline whose candidates do not go well.
     *
     * @param disturbance what goes wrong when candidates are evaluated
     */
    public FakePipeline(UnaryOperator<Evaluator> disturbance) {
        this(disturbance, Entries.provenance().data());
    }

    public FakePipeline() {
        this(UnaryOperator.identity());
    }

    /** The same over other data. */
    public FakePipeline withDataHash(String hash) {
        return new FakePipeline(disturbance, new Provenance.Data(data.name(), hash, true, 1, 1, 1));
    }

    /** Steps in the order they were done, evaluations by the key of their architecture. */
    public List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public SearchSpace space() {
        return FakeEvaluator.SPACE;
    }

    @Override
    public Provenance.Data data() {
        return data;
    }

    @Override
    public Provenance.Device device() {
        return Entries.provenance().device();
    }

    @Override
    public Provenance.Compiler compiler() {
        return Entries.provenance().compiler();
    }

    @Override
    public Evaluation probe(Architecture architecture) {
        done.add("probe");
        return new FakeEvaluator().evaluate(new Proposal(0, 0, architecture));
    }

    /** 3,000 steps of 100 ms, a second a candidate, 1,500 steps of 50 ms for a finalist, 66 examples of 200 ms. */
    @Override
    public Effort effort(Evolution.Settings search) {
        return new Effort(3_000, search.proposals(), search.population(), 3, 1_500, 66);
    }

    @Override
    public Pace pace() {
        return new Pace(
                Duration.ofMillis(100),
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                900_000_000,
                100_000,
                2_000_000);
    }

    @Override
    public void shorten(Effort effort) {
        done.add("shorten %d %d".formatted(effort.trainingSteps(), effort.tuningSteps()));
    }

    @Override
    public Evaluator train(Consumer<Entry> record) {
        done.add("train");
        record.accept(new Entry.Learned(AT, "super-network", 30, 2.4));
        record.accept(new Entry.Trained(AT, "super-network", 3_000, 0.7, Duration.ofMinutes(8)));
        Evaluator evaluator = disturbance.apply(new FakeEvaluator());
        return proposal -> {
            done.add(proposal.architecture().key());
            return evaluator.evaluate(proposal);
        };
    }

    /** The quicker, the better after fine-tuning: not the order in which the search ranks them. */
    @Override
    public Finalist judge(Evaluation candidate, Consumer<Entry> record) {
        done.add("judge " + candidate.number());
        record.accept(new Entry.Trained(AT, "fine-tuning of " + candidate.number(), 1_500, 0.4, Duration.ofMinutes(3)));
        double latencyMs = candidate.cost().orElseThrow().latencyMs();
        return new Finalist(
                candidate.number(),
                candidate.architecture(),
                candidate.validationAccuracy(),
                latencyMs,
                100_000,
                90_000,
                Math.max(0, 90_000 - (int) (1e3 * latencyMs)));
    }

    @Override
    public Winner finish(Evaluation best, Path folder, Consumer<Entry> record) {
        done.add("finish");
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("firmware.elf"), best.architecture().key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Winner(
                best.number(),
                best.architecture(),
                0.9,
                60,
                List.of(new Winner.LayerRow("stem", "conv", "49x10x1", "25x10x8", 30_000, 120, 2_490)),
                List.of(new Winner.Buffer("input", 0, 490, 0, 0)),
                2_496,
                new Footprint(20_000, 0, 1_200, 2_496, 4_096),
                "0".repeat(40));
    }

    @Override
    public Validation validate(Path folder) {
        done.add("validate");
        return new Validation(
                List.of("yes", "no"),
                List.of(List.of(30, 2), List.of(1, 33)),
                0,
                11.5,
                new Validation.Spread(1_000_000, 1_000_004, 1_000_010),
                Counter.INSTRUCTIONS,
                Fidelity.SIMULATED,
                new MemoryUse(1_200, 2_496, 2_490, 4_096, 600),
                20_000,
                "0".repeat(40),
                2,
                Duration.ofMillis(61_234),
                IntStream.range(0, 66).mapToObj(clip -> clip < 63).toList());
    }

    @Override
    public Validation validate(Network network, Path folder) {
        return validate(folder);
    }

    @Override
    public int benches() {
        return 2;
    }

    @Override
    public int busyBenches() {
        return 1;
    }

    /** A bench could not do a run. */
    public void fault(BenchFault fault) {
        faults.add(fault);
    }

    @Override
    public List<BenchFault> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        done.add("close");
    }
}
