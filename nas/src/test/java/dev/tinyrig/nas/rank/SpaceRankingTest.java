package dev.tinyrig.nas.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.nas.quantize.BlankNetworks;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.PictureSpaces;
import dev.tinyrig.nas.space.SearchSpace;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpaceRankingTest {
    private static final List<SearchSpace> SPACES =
            List.of(PictureSpaces.paper(48, 0.3, 2), PictureSpaces.paper(96, 0.4, 2), PictureSpaces.paper(224, 1.0, 2));

    @Test
    void paperHas108Spaces() {
        assertThat(PictureSpaces.all(2))
                .hasSize(108)
                .extracting(SearchSpace::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void prefersMoreComputationAmongWhatFits() {
        SpaceRanking ranking = SpaceRanking.sample(SPACES, new Sampling(20, 1, false), 2, done -> {});

        List<SpaceScore> best = ranking.within(320 * 1024, 1024 * 1024);

        assertThat(best)
                .extracting(score -> score.space().name())
                .containsExactly("pictures-r96-w0.4", "pictures-r48-w0.3", "pictures-r224-w1.0");
        assertThat(best.get(0).fitting()).isGreaterThan(0.5);
        assertThat(best.get(2).macs()).isEmpty();
        assertThat(best.get(2).meanMacs()).isZero();
    }

    @Test
    void sizesAreThoseOfTheScheduledNetwork() {
        NetworkPlan plan = SPACES.get(0).plan(SPACES.get(0).largest());
        Network network = new BlankNetworks().of(plan);

        NetworkSize size = NetworkSize.of(
                network, plan.macs(), new Scheduler().schedule(network).arenaBytes());

        assertThat(size.arenaBytes())
                .isEqualTo(new Scheduler().schedule(network).arenaBytes());
        assertThat(network.layers()).hasSizeGreaterThan(40);
        assertThat(size.macs()).isEqualTo(plan.macs());
    }

    @Test
    void budgetsBoundArenaAndWeights() {
        NetworkSize size = new NetworkSize(1, 1000, 2000);

        assertThat(size.fits(new Budget(1000, 2000, Long.MAX_VALUE))).isTrue();
        assertThat(size.fits(new Budget(999, 2000, Long.MAX_VALUE))).isFalse();
        assertThat(size.fits(new Budget(1000, 1999, Long.MAX_VALUE))).isFalse();
        assertThat(size.fits(new Budget(1000, 2000, 0))).isFalse();
    }

    @Test
    void threadsChangeNothing() throws IOException {
        assertThat(networks(1)).isEqualTo(networks(2)).hasLineCount(1 + 3 * 20);
    }

    private static String networks(int threads) throws IOException {
        StringWriter rows = new StringWriter();
        SpaceRanking.sample(SPACES, new Sampling(20, 7, false), threads, done -> {})
                .writeNetworks(rows);
        return rows.toString();
    }

    @Test
    void quantilesAreThoseOfFittingNetworks() {
        SpaceScore score = new SpaceScore(SPACES.get(0), 8, List.of(1L, 2L, 3L, 4L));

        assertThat(score.fitting()).isEqualTo(0.5);
        assertThat(score.meanMacs()).isEqualTo(2.5);
        assertThat(score.quantile(0)).isEqualTo(1);
        assertThat(score.quantile(0.75)).isEqualTo(4);
        assertThat(score.quantile(1)).isEqualTo(4);
    }
}
