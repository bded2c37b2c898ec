package dev.tinyrig.codegen.network;

/** A side of a {@link Shape}, the outermost first. */
public enum Axis {
    HEIGHT,
    WIDTH,
    CHANNELS
}
