package dev.tinyrig.nas.rank;

import dev.tinyrig.nas.quantize.BlankNetworks;
import dev.tinyrig.nas.space.SearchSpace;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * TinyNAS's first stage: which of many search spaces suits a memory budget, found by random networks of each and without
 * any training (arXiv 2007.10319, section 3.1).
 */
public final class SpaceRanking {
    private final List<SpaceSample> samples;

    private SpaceRanking(List<SpaceSample> samples) {
        this.samples = List.copyOf(samples);
    }

    /**
     * Samples every space.
     *
     * @param done told how many spaces are sampled; from any thread
     */
    public static SpaceRanking sample(List<SearchSpace> spaces, Sampling sampling, int threads, IntConsumer done) {
        BlankNetworks blanks = new BlankNetworks();
        AtomicInteger count = new AtomicInteger();
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return new SpaceRanking(pool.submit(() -> spaces.parallelStream()
                            .map(space -> {
                                SpaceSample sample = SpaceSample.of(space, sampling, blanks);
                                done.accept(count.incrementAndGet());
                                return sample;
                            })
                            .toList())
                    .get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while spaces were sampled; start again", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a space could not be sampled: " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** The spaces, the best first, for networks that must get along with so much of a chip. */
    public List<SpaceScore> within(long sramBytes, long flashBytes) {
        return within(Budget.of(sramBytes, flashBytes));
    }

    /** The spaces, the best for this budget first. */
    public List<SpaceScore> within(Budget budget) {
        return samples.stream()
                .map(sample -> sample.score(budget))
                .sorted(Comparator.comparingDouble(SpaceScore::meanMacs).reversed())
                .toList();
    }

    /** Every sampled network: a row each with its space, MACs, arena and weights, in bytes. */
    public void writeNetworks(Writer out) throws IOException {
        out.write("space,macs,arena_bytes,weight_bytes\n");
        for (SpaceSample sample : samples) {
            for (NetworkSize network : sample.networks()) {
                out.write("%s,%d,%d,%d\n"
                        .formatted(sample.space().name(), network.macs(), network.arenaBytes(), network.weightBytes()));
            }
        }
    }
}
