package dev.tinyrig.nas.rank;

import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.nas.quantize.BlankNetworks;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Random networks of one search space, each really scheduled. */
record SpaceSample(SearchSpace space, List<NetworkSize> networks) {
    SpaceSample {
        networks = List.copyOf(networks);
    }

    /** Samples that only seed and space decide. */
    static SpaceSample of(SearchSpace space, int count, long seed, BlankNetworks blanks) {
        SplittableRandom random =
                new SplittableRandom(seed * 1_000_003 + space.name().hashCode());
        Scheduler scheduler = new Scheduler();
        return new SpaceSample(
                space,
                Stream.generate(() -> space.plan(space.sample(random)))
                        .limit(count)
                        .map(plan -> sized(plan, blanks, scheduler))
                        .toList());
    }

    private static NetworkSize sized(NetworkPlan plan, BlankNetworks blanks, Scheduler scheduler) {
        return NetworkSize.of(blanks.of(plan), plan.macs(), scheduler);
    }

    SpaceScore score(Budget budget) {
        List<Long> macs = networks.stream()
                .filter(network -> network.fits(budget))
                .map(NetworkSize::macs)
                .sorted()
                .toList();
        return new SpaceScore(space, networks.size(), macs);
    }
}
