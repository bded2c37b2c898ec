package dev.tinyrig.nas.search;

import dev.tinyrig.nas.data.speech.Mfcc;
import dev.tinyrig.nas.search.Evaluation.Times;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.space.SearchSpace.StageSpace;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.MemoryUse;
import dev.tinyrig.rig.measure.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/** Costs and accuracies as a pure function of the architecture, of the size that real ones have. */
public final class FakeEvaluator implements Evaluator {
    /** 49x10 MFCC features, 12 classes. */
    public static final SearchSpace SPACE = new SearchSpace(
            "fake",
            Mfcc.INPUT,
            12,
            List.of(0.5, 0.75, 1.0),
            new Stem(16, 5, 3, 2, 1),
            List.of(
                    new StageSpace(24, 1, 1, List.of(1, 2), List.of(3, 5, 7), List.of(2, 3, 4)),
                    new StageSpace(32, 2, 2, List.of(1, 2, 3), List.of(3, 5, 7), List.of(2, 3, 4)),
                    new StageSpace(48, 2, 2, List.of(1, 2, 3), List.of(3, 5, 7), List.of(2, 3, 4))),
            3);

    /** About half of {@link #SPACE} meets them. */
    public static final Limits LIMITS = new Limits(60, 11, 49);

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    @Override
    public Evaluation evaluate(Proposal proposal) {
        NetworkPlan plan = SPACE.plan(proposal.architecture());
        long arena = arenaBytes(plan);
        boolean refused = arena > 12_000;
        return new Evaluation(
                proposal.number(),
                proposal.generation(),
                proposal.architecture(),
                plan.macs(),
                accuracy(proposal.architecture(), plan),
                arena,
                refused ? Optional.empty() : Optional.of(footprint(plan, arena)),
                refused ? tooBig(arena) : outcome(proposal.architecture(), plan, arena),
                new Times(
                        Duration.ofMillis(610),
                        Duration.ofMillis(45),
                        Duration.ofMillis(2),
                        Duration.ofMillis(130),
                        Duration.ofMillis(220)),
                AT.plusSeconds(proposal.number()));
    }

    /** Evaluations of random architectures, of every outcome when they are some hundred. */
    public List<Evaluation> sampled(int count) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        return IntStream.range(0, count)
                .mapToObj(i -> evaluate(new Proposal(i, 0, SPACE.sample(random))))
                .toList();
    }

    private static Outcome tooBig(long arena) {
        return new Outcome.Rejected(
                Outcome.Reason.TOO_BIG, "the arena needs %d bytes, 12000 are allowed".formatted(arena));
    }

    private static Outcome outcome(Architecture architecture, NetworkPlan plan, long arena) {
        if (architecture.key().hashCode() % 37 == 0) {
            return new Outcome.Crashed("e-[fault hard pc=0x08001234]", "m-ready");
        }
        return new Outcome.Measured(new Measurement(
                "%040x".formatted(architecture.key().hashCode() & 0xffffffffL),
                "stm32f405",
                "qemu-0",
                Fidelity.SIMULATED,
                Counter.INSTRUCTIONS,
                List.of(plan.macs() * 5 + 12_345),
                168_000_000,
                1.37,
                new MemoryUse(1_204, arena, arena, 4_096, 612),
                List.of(Bytes.of(new byte[12])),
                AT,
                Duration.ofMillis(220)));
    }

    private static double accuracy(Architecture architecture, NetworkPlan plan) {
        double smooth = 0.93 - 0.35 * Math.exp(-plan.macs() / 700_000.0);
        double noise = (Math.floorMod(architecture.key().hashCode() * 2654435761L, 1_000) / 1_000.0 - 0.5) * 0.06;
        return Math.round((smooth + noise) * 304) / 304.0;
    }

    private static long arenaBytes(NetworkPlan plan) {
        return plan.blocks().stream()
                .mapToLong(block -> 100L * (block.stage() == 0 ? 1 : 0) * (block.inChannels() + block.midChannels())
                        + 28L * (block.inChannels() + block.midChannels()))
                .max()
                .orElseThrow();
    }

    private static Footprint footprint(NetworkPlan plan, long arena) {
        long weights = plan.blocks().stream()
                .mapToLong(block -> (long) block.midChannels() * (block.inChannels() + block.outChannels() + 27) / 3)
                .sum();
        return new Footprint(9_800 + weights, 64, 1_140, arena, 4_096);
    }
}
