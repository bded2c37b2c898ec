package dev.tinyrig.codegen.network;

/** Height, width and channels of one NHWC activation (N is always 1). */
public record Shape(int height, int width, int channels) {
    public Shape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("shape %dx%dx%d has an empty side".formatted(height, width, channels));
        }
    }

    /** Elements, which for int8 are bytes. */
    public int size() {
        return height * width * channels;
    }

    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
