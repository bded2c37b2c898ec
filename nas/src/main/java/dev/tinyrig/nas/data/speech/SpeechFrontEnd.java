package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.FrontEnd;
import dev.tinyrig.nas.data.Input;
import java.util.List;
import java.util.SplittableRandom;

/** Reads clips as mel cepstral coefficients; copies are moved, bent and mixed with noise in the time domain. */
public final class SpeechFrontEnd implements FrontEnd<Clip> {
    /** Changes with the recipe, so that features of an older one are not taken for today's. */
    private static final String RECIPE = "mfcc-%dx%d v1";

    private final Augmentation augmentation;
    private final Sounds sounds;
    private final List<float[]> noises;
    private final Input input;
    private final Mfcc mfcc;

    /** The benchmark's features. */
    public SpeechFrontEnd(SpeechCommands data, Augmentation augmentation) {
        this(data, augmentation, Mfcc.INPUT);
    }

    /** @param input what networks read */
    public SpeechFrontEnd(SpeechCommands data, Augmentation augmentation, Input input) {
        this.input = input;
        this.mfcc = new Mfcc(input);
        this.augmentation = augmentation;
        this.sounds = new Sounds(data.backgroundNoise());
        this.noises = sounds.noises();
    }

    @Override
    public String recipe() {
        return RECIPE.formatted(input.shape().height(), input.shape().width()) + "\n" + augmentation + "\n"
                + sounds.noiseHashes();
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
                return mfcc.features(sound);
            }

            @Override
            public byte[] variedFeatures(SplittableRandom random) {
                return mfcc.features(augmentation.apply(sound, noises, random));
            }
        };
    }
}
