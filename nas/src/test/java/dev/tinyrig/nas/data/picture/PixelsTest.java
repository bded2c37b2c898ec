package dev.tinyrig.nas.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.data.DataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelsTest {
    /** Two rows of three pixels. */
    private static final Pixels SIX =
            new Pixels(3, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, (byte) 250});

    private final Path folder;

    PixelsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(2, 1, 0x1112fa);
        ImageIO.write(image, "png", folder.resolve("colour.png").toFile());

        Pixels pixels = Pixels.read(folder.resolve("colour.png"));

        assertThat(pixels.width()).isEqualTo(3);
        assertThat(pixels.height()).isEqualTo(2);
        assertThat(pixels.rgb()).startsWith(1, 2, 3).endsWith(0x11, 0x12, 0xfa);
    }

    @Test
    void leavesGrayAsItIs() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 100);
        ImageIO.write(image, "png", folder.resolve("gray.png").toFile());

        assertThat(Pixels.read(folder.resolve("gray.png")).rgb()).containsExactly(100, 100, 100);
    }

    @Test
    void readsRawSquares() throws IOException {
        Files.write(folder.resolve("raw.bin"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});

        assertThat(Pixels.read(folder.resolve("raw.bin")).width()).isEqualTo(2);
    }

    @Test
    void namesTheFileThatIsNoPicture() throws IOException {
        Files.writeString(folder.resolve("a.jpg"), "no picture");
        Files.writeString(folder.resolve("b.bin"), "seven..");

        assertThatThrownBy(() -> Pixels.read(folder.resolve("a.jpg")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.jpg is no usable picture (neither JPEG nor PNG)");
        assertThatThrownBy(() -> Pixels.read(folder.resolve("b.bin")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("7 bytes are no square of RGB pixels");
    }

    @Test
    void cutsMirrorsAndLights() {
        assertThat(SIX.cut(1, 1, 2, 1).rgb()).containsExactly(14, 15, 16, 17, 18, 250);
        assertThat(SIX.mirrored().rgb()).startsWith(7, 8, 9, 4, 5, 6, 1, 2, 3).endsWith(11, 12, 13);
        assertThat(SIX.mirrored().mirrored().rgb()).isEqualTo(SIX.rgb());
        assertThat(SIX.lit(2, -3).rgb()).startsWith(0, 1, 3, 5).endsWith(33, 255);
    }

    @Test
    void shrinkingAveragesAndGrowingInterpolates() {
        Pixels steps = new Pixels(4, 1, new byte[] {0, 0, 0, 0, 0, 0, (byte) 200, 0, 0, (byte) 200, 0, 0});

        assertThat(red(Resampling.square(steps, 1))).containsExactly(100);
        // A triangle of half-width 2 about 1 and 3: weights 3/8, 3/8, 1/8 and so on, cut off at the borders.
        assertThat(red(Resampling.square(steps, 2)).subList(0, 2)).containsExactly(29, 171);
        assertThat(red(Resampling.square(steps, 8)).subList(0, 8)).containsExactly(0, 0, 0, 50, 150, 200, 200, 200);
    }

    @Test
    void augmentationKeepsWithinThePicture() {
        SplittableRandom random = new SplittableRandom(1);
        Pixels picture = new Pixels(40, 30, new byte[40 * 30 * 3]);

        for (int i = 0; i < 200; i++) {
            Pixels copy = PictureAugmentation.STANDARD.apply(picture, random);
            assertThat(copy.width()).isBetween(28, 40);
            assertThat(copy.height()).isBetween(21, 30);
        }
    }

    private static java.util.List<Integer> red(Pixels pixels) {
        return java.util.stream.IntStream.range(0, pixels.width() * pixels.height())
                .map(i -> pixels.rgb()[3 * i] & 0xff)
                .boxed()
                .toList();
    }
}
