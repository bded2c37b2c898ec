package dev.tinyrig.nas.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerSearchTest {
    private final List<Integer> lengths = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void namesTheFirstLayerThatDiffers(int culprit) {
        LayerSearch search = new LayerSearch(Nets.small(), Nets.input(2), Rounding.DOUBLE, device(Nets.small(culprit)));

        LayerSearch.Difference difference = search.first().orElseThrow();

        assertThat(difference.index()).isEqualTo(culprit);
        assertThat(difference.layer().name()).isEqualTo("conv" + culprit);
        assertThat(difference.what()).startsWith("saw ");
        assertThat(lengths).hasSizeLessThanOrEqualTo(4).doesNotHaveDuplicates();
    }

    @Test
    void saysNothingOfADeviceThatIsRight() {
        assertThat(new LayerSearch(Nets.small(), Nets.input(2), Rounding.DOUBLE, device(Nets.small())).first())
                .isEmpty();
    }

    @Test
    void aBeginningEndsInItsLastLayer() {
        Network beginning = LayerSearch.beginning(Nets.small(), 1);

        assertThat(beginning.layers()).extracting(Layer::name).containsExactly("conv0", "conv1");
        assertThat(beginning.outputTensor().id()).isEqualTo(2);
    }

    /** Computes as another network of the same shape does. */
    private LayerSearch.Device device(Network other) {
        return (network, stimulus) -> {
            lengths.add(network.layers().size());
            Network run = LayerSearch.beginning(other, network.layers().size() - 1);
            Bytes seen = new ReferenceExecutor(run).run(stimulus.input());
            return seen.equals(stimulus.expectedOutput())
                    ? Measurements.measured(seen)
                    : new Outcome.Rejected(Outcome.Reason.WRONG_OUTPUT, "saw " + seen);
        };
    }
}
