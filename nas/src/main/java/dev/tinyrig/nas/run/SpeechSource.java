package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.Copies;
import dev.tinyrig.nas.data.FeatureExtraction;
import dev.tinyrig.nas.data.Input;
import dev.tinyrig.nas.data.speech.Augmentation;
import dev.tinyrig.nas.data.speech.Mfcc;
import dev.tinyrig.nas.data.speech.SpeechCommands;
import dev.tinyrig.nas.data.speech.SpeechFrontEnd;
import dev.tinyrig.nas.data.speech.SynthesizedKeywords;
import dev.tinyrig.nas.data.speech.SynthesizedKeywords.Size;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Keyword recordings, or synthesised ones where there are none.
 *
 * @param finder finds them in the data folder
 * @param synthesised how much is spoken then
 * @param input what networks read
 */
record SpeechSource(
        Function<Path, SpeechCommands> finder, Size synthesised, Copies copies, Augmentation augmentation, Input input)
        implements Source {
    /** Reads the benchmark's features. */
    SpeechSource(Function<Path, SpeechCommands> finder, Size synthesised, Copies copies, Augmentation augmentation) {
        this(finder, synthesised, copies, augmentation, Mfcc.INPUT);
    }

    @Override
    public Source reading(Input other) {
        return new SpeechSource(finder, synthesised, copies, augmentation, other);
    }

    @Override
    public Material read(Reading reading) {
        SpeechCommands speech = reading.data().map(finder).orElseGet(() -> synthesised(reading));
        SpeechFrontEnd frontEnd = new SpeechFrontEnd(speech, augmentation, input);
        return reading.material(
                speech.about(input), speech.parts(), progress -> new FeatureExtraction<>(frontEnd, copies, progress));
    }

    private SpeechCommands synthesised(Reading reading) {
        try (Progress.Task task = reading.progress().task("synthesising speech", synthesised.clips())) {
            return new SynthesizedKeywords(synthesised)
                    .open(reading.cacheFolder().resolve("speech"), reading.threads(), (done, all) -> task.done(done));
        }
    }
}
