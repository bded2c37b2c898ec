package dev.tinyrig.nas.data.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinyrig.nas.data.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pictures that reference networks were checked with, resized from the same files by Pillow. */
class PixelsOfGoldenPicturesTest {
    @ParameterizedTest
    @CsvSource({"mcunet-10fps_vww, 64", "mcunet-5fps_vww, 80"})
    void everyByteIsThatOfThePublishedInputs(String model, int side) throws IOException {
        Path golden = RealData.folder("golden").resolve(model);
        Path pictures = RealData.folder("vww01");
        JsonNode samples = new ObjectMapper()
                .readTree(golden.resolve("meta.json").toFile())
                .get("samples");
        byte[] inputs = Files.readAllBytes(golden.resolve("inputs.i8"));
        PictureFrontEnd frontEnd = new PictureFrontEnd(side, PictureAugmentation.STANDARD);

        assertThat(samples).hasSize(8);
        int bytes = side * side * Pixels.CHANNELS;
        for (int i = 0; i < samples.size(); i++) {
            String name = Path.of(samples.get(i).asText()).getFileName().toString();
            byte[] features =
                    frontEnd.read(new Picture(name, 0, pictures.resolve(name))).features();
            assertThat(features).isEqualTo(Arrays.copyOfRange(inputs, i * bytes, (i + 1) * bytes));
        }
    }
}
