package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.Recording;
import java.nio.file.Path;

/**
 * One second of sound with its class.
 *
 * @param name path below the data folder, with {@code @} and the first sample where it is cut from a longer file
 * @param label index into the labels of its {@link SpeechCommands}
 * @param file where its samples are
 * @param firstSample 0, except in background noise
 */
public record Clip(String name, int label, Path file, int firstSample) implements Recording {
    /** Samples that are looked at: shorter clips are padded with silence, longer ones cut. */
    public static final int SAMPLES = Wav.SAMPLE_RATE_HZ;

    public Clip {
        if (label < 0 || firstSample < 0) {
            throw new IllegalArgumentException(
                    "clip %s has label %d, first sample %d".formatted(name, label, firstSample));
        }
    }
}
