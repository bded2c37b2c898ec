package dev.tinyrig.nas.rank;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.nas.quantize.BlankNetworks;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Random networks of one search space, each really scheduled. */
record SpaceSample(SearchSpace space, List<NetworkSize> networks) {
    SpaceSample {
        networks = List.copyOf(networks);
    }

    /** Samples that only the space and the sampling decide. */
    static SpaceSample of(SearchSpace space, Sampling sampling, BlankNetworks blanks) {
        SplittableRandom random =
                new SplittableRandom(sampling.seed() * 1_000_003 + space.name().hashCode());
        Scheduler scheduler = new Scheduler();
        return new SpaceSample(
                space,
                Stream.generate(() -> space.plan(space.sample(random)))
                        .limit(sampling.networks())
                        .map(plan -> {
                            Network network = blanks.of(plan);
                            return NetworkSize.of(network, plan.macs(), sampling.arenaBytes(network, scheduler));
                        })
                        .toList());
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
