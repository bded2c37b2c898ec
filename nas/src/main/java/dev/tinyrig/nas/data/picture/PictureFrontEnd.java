package dev.tinyrig.nas.data.picture;

import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.FrontEnd;
import dev.tinyrig.nas.data.Input;
import dev.tinyrig.rig.measure.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Reads pictures as squares of RGB pixels, in MCUNet's quantization: int8 is the pixel minus 128. */
public final class PictureFrontEnd implements FrontEnd<Picture> {
    /** Changes with the recipe, so that features of an older one are not taken for today's. */
    private static final String RECIPE = "rgb v1";

    private static final Quantization QUANTIZATION = new Quantization(1 / 127.5f, -1);

    private final int side;
    private final PictureAugmentation augmentation;

    /** @param side pixels of a side of the square that networks read */
    public PictureFrontEnd(int side, PictureAugmentation augmentation) {
        this.side = side;
        this.augmentation = augmentation;
    }

    /** What a network reads of pictures whose sides have so many pixels. */
    public static Input input(int side) {
        return new Input(new Shape(side, side, Pixels.CHANNELS), QUANTIZATION);
    }

    /** A picture as a network reads it whose sides have so many pixels. */
    public static byte[] features(Path picture, int side) {
        return quantized(Pixels.read(picture), side);
    }

    @Override
    public String recipe() {
        return RECIPE + " " + side + "\n" + augmentation;
    }

    @Override
    public String hash(Picture picture) {
        try {
            return Sha256.of(Files.readAllBytes(picture.file()));
        } catch (IOException e) {
            throw new DataException("cannot read %s: %s".formatted(picture.file(), e.getMessage()), e);
        }
    }

    @Override
    public Take read(Picture picture) {
        Pixels pixels = Pixels.read(picture.file());
        return new Take() {
            @Override
            public byte[] features() {
                return quantized(pixels, side);
            }

            @Override
            public byte[] variedFeatures(SplittableRandom random) {
                return quantized(augmentation.apply(pixels, random), side);
            }
        };
    }

    private static byte[] quantized(Pixels pixels, int side) {
        byte[] rgb = Resampling.square(pixels, side).rgb();
        byte[] features = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            features[i] = (byte) ((rgb[i] & 0xff) - 128);
        }
        return features;
    }
}
