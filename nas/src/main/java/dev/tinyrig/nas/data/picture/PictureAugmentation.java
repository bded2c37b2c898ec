package dev.tinyrig.nas.data.picture;

import java.util.SplittableRandom;

/**
 * Random changes that leave what a picture shows the same: cropped, mirrored, in other light.
 *
 * @param minSide shortest side of a crop, as a share of the picture's
 * @param maxContrastChange as a share, either way
 * @param maxBrightnessChange of 255, either way
 */
public record PictureAugmentation(double minSide, double maxContrastChange, double maxBrightnessChange) {
    public static final PictureAugmentation STANDARD = new PictureAugmentation(0.7, 0.3, 40);

    public PictureAugmentation {
        boolean possible = minSide > 0
                && minSide <= 1
                && maxContrastChange >= 0
                && maxContrastChange < 1
                && maxBrightnessChange >= 0;
        if (!possible) {
            throw new IllegalArgumentException("augmentation %s, %s, %s is out of range"
                    .formatted(minSide, maxContrastChange, maxBrightnessChange));
        }
    }

    Pixels apply(Pixels pixels, SplittableRandom random) {
        int width = length(pixels.width(), random);
        int height = length(pixels.height(), random);
        int left = random.nextInt(pixels.width() - width + 1);
        int top = random.nextInt(pixels.height() - height + 1);
        Pixels cut = pixels.cut(left, top, width, height);
        Pixels turned = random.nextBoolean() ? cut.mirrored() : cut;
        return turned.lit(1 + around(maxContrastChange, random), around(maxBrightnessChange, random));
    }

    private int length(int whole, SplittableRandom random) {
        double share = minSide + (1 - minSide) * random.nextDouble();
        return Math.max(1, (int) Math.round(whole * share));
    }

    private static double around(double most, SplittableRandom random) {
        return most * (2 * random.nextDouble() - 1);
    }
}
