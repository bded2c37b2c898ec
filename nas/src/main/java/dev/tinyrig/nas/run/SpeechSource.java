package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.Copies;
import dev.tinyrig.nas.data.FeatureExtraction;
import dev.tinyrig.nas.data.speech.Augmentation;
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
 */
record SpeechSource(Function<Path, SpeechCommands> finder, Size synthesised, Copies copies, Augmentation augmentation)
        implements Source {
    @Override
    public Material read(Reading reading) {
        SpeechCommands speech = reading.data().map(finder).orElseGet(() -> synthesised(reading));
        SpeechFrontEnd frontEnd = new SpeechFrontEnd(speech, augmentation);
        return reading.material(
                speech.about(), speech.parts(), progress -> new FeatureExtraction<>(frontEnd, copies, progress));
    }

    private SpeechCommands synthesised(Reading reading) {
        try (Progress.Task task = reading.progress().task("synthesising speech", synthesised.clips())) {
            return new SynthesizedKeywords(synthesised)
                    .open(reading.cacheFolder().resolve("speech"), reading.threads(), (done, all) -> task.done(done));
        }
    }
}
