package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.bench.sim.ImageInference;
import dev.tinyrig.rig.bench.sim.ImageRun;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.measure.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageInferenceTest {
    private final Image image;

    ImageInferenceTest(@TempDir Path folder) {
        this.image = Image.read(HarnessImage.echo(folder).firmware().elf(), HarnessImage.TARGET);
    }

    private ImageInference.Result infer(byte first, int bytes, int runs) {
        byte[] input = new byte[bytes];
        input[0] = first;
        ImageRun.Setting setting = ImageRun.Setting.of(HarnessImage.TARGET, Duration.ofSeconds(5));
        return new ImageInference(image, setting).infer(Bytes.of(input), runs, 0);
    }

    @Test
    void drivesAnImageByTheMlperfTinyProtocolAlone() {
        ImageInference.Answered once = infer((byte) 5, 16, 1).answered().orElseThrow();
        ImageInference.Answered thrice = infer((byte) 5, 16, 3).answered().orElseThrow();

        assertThat(once.scores()).hasSize(4);
        assertThat(thrice.scores()).isEqualTo(once.scores());
        assertThat(once.instructions()).isPositive();
        assertThat(thrice.instructions()).isGreaterThan(once.instructions());
        assertThat(infer((byte) 5, 16, 1).memory().stackBytes()).isPositive();
    }

    @Test
    void saysWhatTheImageComplainedOf() {
        ImageInference.Result result = infer((byte) 5, 15, 1);

        assertThat(result.answered()).isEmpty();
        assertThat(result.failure().orElseThrow()).contains("refused");
    }
}
