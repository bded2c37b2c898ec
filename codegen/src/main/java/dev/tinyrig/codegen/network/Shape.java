package dev.tinyrig.codegen.network;

/** Height, width and channels of one NHWC activation (N is always 1). */
public record Shape(int height, int width, int channels) {
    public Shape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("shape %dx%dx%d has an empty side".formatted(height, width, channels));
        }
        if (height * (long) width > Integer.MAX_VALUE / channels) {
            throw new IllegalArgumentException(
                    "shape %dx%dx%d has more than 2^31 elements".formatted(height, width, channels));
        }
    }

    /** Elements, which for int8 are bytes. */
    public int size() {
        return height * width * channels;
    }

    /** The length of one side. */
    public int side(Axis axis) {
        return switch (axis) {
            case HEIGHT -> height;
            case WIDTH -> width;
            case CHANNELS -> channels;
        };
    }

    /** Neighbouring bytes that belong to one index of the sides above this one. */
    public int run(Axis axis) {
        return switch (axis) {
            case HEIGHT -> size();
            case WIDTH -> width * channels;
            case CHANNELS -> channels;
        };
    }

    /** The same shape with one other side. */
    public Shape with(Axis axis, int side) {
        return switch (axis) {
            case HEIGHT -> new Shape(side, width, channels);
            case WIDTH -> new Shape(height, side, channels);
            case CHANNELS -> new Shape(height, width, side);
        };
    }

    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
