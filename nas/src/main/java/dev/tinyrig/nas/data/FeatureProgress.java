package dev.tinyrig.nas.data;

/** Told how many clips have been turned into features; may be called from several threads, one at a time. */
@FunctionalInterface
public interface FeatureProgress {
    void clips(int done, int total);
}
