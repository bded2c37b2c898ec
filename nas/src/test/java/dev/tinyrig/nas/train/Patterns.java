package dev.tinyrig.nas.train;

import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.data.speech.Mfcc;
import dev.tinyrig.nas.data.speech.SpeechCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Features that are easy to learn: each class has a pattern of its own, under noise. */
public final class Patterns {
    private static final int SIZE = 490;
    private static final int CLASSES = SpeechCommands.KEYWORDS.size();

    static final Dataset.About ABOUT = new Dataset.About(SpeechCommands.KEYWORDS, Mfcc.INPUT, true);

    private Patterns() {}

    public static Dataset features() {
        return new Dataset(ABOUT, examples(480, 1), examples(96, 2), examples(96, 3), examples(96, 4), "patterns");
    }

    private static List<Example> examples(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = i % CLASSES;
            examples.add(new Example("pattern" + i, label, features(label, random)));
        }
        return examples;
    }

    /** Waves in time whose rate is the class's, with a random phase, louder in the class's band. */
    private static byte[] features(int label, SplittableRandom random) {
        double phase = 2 * Math.PI * random.nextDouble();
        byte[] features = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            int frame = i / 10;
            int rate = 1 + label / 3;
            double wave = Math.sin(phase + frame * 0.25 * rate);
            double band = i % 10 / 3 == label % 4 ? 30 : 5;
            features[i] = (byte) Math.round(60 + band * wave + 8 * (random.nextDouble() - 0.5));
        }
        return features;
    }
}
