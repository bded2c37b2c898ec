package dev.tinyrig.codegen.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.Golden;
import dev.tinyrig.codegen.fixture.Golden.OperatorHash;
import dev.tinyrig.codegen.fixture.SharedData;
import dev.tinyrig.codegen.reference.LayerOutput;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.tflite.TfliteModel.Origin;
import dev.tinyrig.rig.measure.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published models, read and run in Java, against vectors that another engine made. */
class GoldenModelsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "keyword_spotting__kws_ref_model",
                "visual_wake_words__vww_96_int8",
                "person_detect",
                "image_classification__pretrainedResnet_quant",
                "mcunet-10fps_vww",
                "mcunet-5fps_vww",
                "mcunet-320kb-1mb_imagenet"
            })
    void everyOperatorAndEverySampleIsAsRecorded(String name) throws Exception {
        TfliteModel literal = TfliteReader.literal().read(SharedData.path("models/" + name + ".tflite"));
        TfliteModel fused = TfliteReader.fusing().read(SharedData.path("models/" + name + ".tflite"));
        Golden golden = Golden.read(name);

        assertThat(hashes(literal, golden.inputs().get(0))).isEqualTo(golden.operators());
        List<OperatorHash> withoutPadding = golden.operators().stream()
                .filter(operator -> !operator.name().equals("PAD"))
                .toList();
        assertThat(hashes(fused, golden.inputs().get(0))).containsAll(withoutPadding);
        ReferenceExecutor executor = new ReferenceExecutor(fused.network());
        assertThat(golden.inputs().stream().map(executor::run)).isEqualTo(golden.outputs());
    }

    private static List<OperatorHash> hashes(TfliteModel model, Bytes input) {
        Map<Integer, Bytes> written = new HashMap<>(Map.of(model.network().input(), input));
        for (LayerOutput layer : new ReferenceExecutor(model.network()).trace(input)) {
            written.put(layer.layer().output(), layer.values());
        }
        return model.origins().stream()
                .map(origin -> hash(origin, Objects.requireNonNull(written.get(origin.tensor()))))
                .toList();
    }

    private static OperatorHash hash(Origin origin, Bytes values) {
        byte[] bytes = values.toArray();
        long sum = IntStream.range(0, bytes.length).mapToLong(i -> bytes[i]).sum();
        try {
            String sha1 =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
            return new OperatorHash(origin.operator(), origin.name(), sha1, sum);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
