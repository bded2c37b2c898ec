package dev.tinyrig.rig.measure;

/** What a bench counts around an inference. */
public enum Counter {
    CYCLES,
    INSTRUCTIONS
}
