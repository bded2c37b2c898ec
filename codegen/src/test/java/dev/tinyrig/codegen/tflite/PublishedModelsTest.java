package dev.tinyrig.codegen.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.fixture.SharedData;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published models that have no recorded vectors, and what the others look like once read. */
class PublishedModelsTest {
    @ParameterizedTest
    @CsvSource({
        "anomaly_detection__ad01_int8, 10, 264192",
        "hello_world_int8, 3, 288",
        "micro_speech_quantized, 4, 336000",
        "tinyengine-vww1, 56, 11578816",
        "mcunet-5fps_vww, 55, 11578816",
        "keyword_spotting__kws_ref_model, 12, 2656768"
    })
    void becomesAsManyLayersAndMacs(String name, int layers, long macs) {
        Network network = read(name).network();

        assertThat(network.layers()).hasSize(layers);
        assertThat(Macs.of(network)).isEqualTo(macs);
        assertThat(new ReferenceExecutor(network)
                        .run(Networks.randomInput(network, 1))
                        .length())
                .isEqualTo(network.outputTensor().shape().size());
    }

    @Test
    void paddingAndActivationsBecomePartOfTheConvolutions() {
        assertThat(read("mcunet-5fps_vww").network().layers())
                .noneMatch(layer -> layer instanceof Layer.Pad)
                .noneMatch(layer -> layer instanceof Layer.Rescale);
    }

    @Test
    void writesPublishedModelsBackAsTheSameNetwork() {
        Network network = read("keyword_spotting__kws_ref_model").network();

        Network again = TfliteReader.fusing()
                .read(TfliteWriter.write(network), network.name())
                .network();

        assertThat(again.layers()).usingRecursiveComparison().isEqualTo(network.layers());
        assertThat(again.tensors()).isEqualTo(network.tensors());
    }

    @Test
    void namesTheOperatorOfAFloatModelAndWhatToDo() {
        Path file = SharedData.path("models/keyword_spotting__kws_ref_model_float32.tflite");

        assertThatThrownBy(() -> TfliteReader.fusing().read(file))
                .isInstanceOf(TfliteException.class)
                .hasMessageContaining("kws_ref_model_float32.tflite: operator 0 CONV_2D: tensor ")
                .hasMessageEndingWith(" is not INT8: quantize the model to int8 first");
    }

    private static TfliteModel read(String name) {
        return TfliteReader.fusing().read(SharedData.path("models/" + name + ".tflite"));
    }
}
