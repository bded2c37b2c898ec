package dev.tinyrig.nas.data.picture;

import dev.tinyrig.nas.data.DataException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * A picture in memory.
 *
 * @param rgb red, green and blue of each pixel, row by row; handed over and not changed afterwards
 */
@SuppressWarnings("ArrayRecordComponent")
record Pixels(int width, int height, byte[] rgb) {
    static final int CHANNELS = 3;

    private static final String RAW = ".bin";

    /** Reads a JPEG or PNG, or the raw bytes of a square picture. */
    static Pixels read(Path file) {
        try {
            return file.toString().endsWith(RAW) ? raw(file) : decoded(file);
        } catch (IOException e) {
            throw new DataException(
                    "%s is no usable picture (%s); convert it to JPEG in RGB or remove it"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static Pixels raw(Path file) throws IOException {
        byte[] rgb = Files.readAllBytes(file);
        int side = (int) Math.round(Math.sqrt(rgb.length / (double) CHANNELS));
        if (rgb.length == 0 || side * side * CHANNELS != rgb.length) {
            throw new IOException("%d bytes are no square of RGB pixels".formatted(rgb.length));
        }
        return new Pixels(side, side, rgb);
    }

    private static Pixels decoded(Path file) throws IOException {
        @Nullable BufferedImage image = ImageIO.read(file.toFile());
        if (image == null) {
            throw new IOException("neither JPEG nor PNG");
        }
        byte[] rgb = new byte[image.getWidth() * image.getHeight() * CHANNELS];
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            copyGray(image.getRaster(), rgb);
        } else {
            copyColour(image, rgb);
        }
        return new Pixels(image.getWidth(), image.getHeight(), rgb);
    }

    /** Java takes gray for linear light and would brighten it; every other decoder takes it as it is. */
    private static void copyGray(Raster raster, byte[] rgb) {
        int[] gray = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) gray[i / CHANNELS];
        }
    }

    private static void copyColour(BufferedImage image, byte[] rgb) {
        int[] row = new int[image.getWidth()];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int pixel : row) {
                rgb[at++] = (byte) (pixel >> 16);
                rgb[at++] = (byte) (pixel >> 8);
                rgb[at++] = (byte) pixel;
            }
        }
    }

    /** The part of the picture that a rectangle holds. */
    Pixels cut(int left, int top, int cutWidth, int cutHeight) {
        byte[] part = new byte[cutWidth * cutHeight * CHANNELS];
        for (int y = 0; y < cutHeight; y++) {
            int from = ((top + y) * width + left) * CHANNELS;
            System.arraycopy(rgb, from, part, y * cutWidth * CHANNELS, cutWidth * CHANNELS);
        }
        return new Pixels(cutWidth, cutHeight, part);
    }

    Pixels mirrored() {
        byte[] mirrored = new byte[rgb.length];
        for (int pixel = 0; pixel < width * height; pixel++) {
            int x = pixel % width;
            int from = (pixel - x + width - 1 - x) * CHANNELS;
            System.arraycopy(rgb, from, mirrored, pixel * CHANNELS, CHANNELS);
        }
        return new Pixels(width, height, mirrored);
    }

    /** Every value v becomes v * contrast + brightness, within 0 to 255. */
    Pixels lit(double contrast, double brightness) {
        byte[] lit = new byte[rgb.length];
        for (int i = 0; i < lit.length; i++) {
            long value = Math.round((rgb[i] & 0xff) * contrast + brightness);
            lit[i] = (byte) Math.max(0, Math.min(255, value));
        }
        return new Pixels(width, height, lit);
    }
}
