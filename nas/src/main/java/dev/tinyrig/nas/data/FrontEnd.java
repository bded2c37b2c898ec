package dev.tinyrig.nas.data;

import java.util.SplittableRandom;

/** Turns recordings of one kind into what networks read; used by many threads at once. */
public interface FrontEnd<R extends Recording> {
    /** All that decides the features, besides the recordings themselves. */
    String recipe();

    /** Hash of what was recorded: equal for identical recordings under different names. */
    String hash(R recording);

    /** Reads a recording. */
    Take read(R recording);

    /** A recording in memory. */
    interface Take {
        /** As it was recorded. */
        byte[] features();

        /** Randomly changed in ways that leave its class the same. */
        byte[] variedFeatures(SplittableRandom random);
    }
}
