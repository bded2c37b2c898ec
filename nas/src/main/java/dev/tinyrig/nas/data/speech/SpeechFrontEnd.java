package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.FrontEnd;
import dev.tinyrig.nas.data.Input;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Reads clips as {@link SpeechFeatures}; copies are moved, bent and mixed with noise in the time domain. */
public final class SpeechFrontEnd implements FrontEnd<Clip> {
    private final Augmentation augmentation;
    private final Sounds sounds;
    private final List<float[]> noises;
    private final Input input;
    private final Function<float[], byte[]> reading;

    /** The benchmark's features. */
    public SpeechFrontEnd(SpeechCommands data, Augmentation augmentation) {
        this(data, augmentation, Mfcc.INPUT);
    }

    /** @param input what networks read */
    public SpeechFrontEnd(SpeechCommands data, Augmentation augmentation, Input input) {
        this.input = input;
        this.reading = SpeechFeatures.of(input).reading(input);
        this.augmentation = augmentation;
        this.sounds = new Sounds(data.backgroundNoise());
        this.noises = sounds.noises();
    }

    @Override
    public String recipe() {
        return SpeechFeatures.of(input).recipe(input) + "\n" + augmentation + "\n" + sounds.noiseHashes();
    }

    @Override
    public String hash(Clip clip) {
        return sounds.hash(clip);
    }

    @Override
    public Take read(Clip clip) {
        float[] sound = sounds.sound(clip);
        return new Take() {
            @Override
            public byte[] features() {
                return reading.apply(sound);
            }

            @Override
            public byte[] variedFeatures(SplittableRandom random) {
                return reading.apply(augmentation.apply(sound, noises, random));
            }
        };
    }
}
