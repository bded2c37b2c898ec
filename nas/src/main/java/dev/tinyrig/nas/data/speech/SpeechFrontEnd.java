package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.FrontEnd;
import java.util.List;
import java.util.SplittableRandom;

/** Reads clips as mel cepstral coefficients; copies are moved, bent and mixed with noise in the time domain. */
public final class SpeechFrontEnd implements FrontEnd<Clip> {
    /** Changes with the recipe, so that features of an older one are not taken for today's. */
    private static final String RECIPE = "mfcc-49x10 v1";

    private final Augmentation augmentation;
    private final Sounds sounds;
    private final List<float[]> noises;
    private final Mfcc mfcc = new Mfcc();

    public SpeechFrontEnd(SpeechCommands data, Augmentation augmentation) {
        this.augmentation = augmentation;
        this.sounds = new Sounds(data.backgroundNoise());
        this.noises = sounds.noises();
    }

    @Override
    public String recipe() {
        return RECIPE + "\n" + augmentation + "\n" + sounds.noiseHashes();
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
