package dev.tinyrig.nas.data;

/** Told how many recordings have been turned into features; may be called from several threads, one at a time. */
@FunctionalInterface
public interface FeatureProgress {
    void done(int done, int total);
}
