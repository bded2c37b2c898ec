package dev.tinyrig.nas.data.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeechCommandsTest {
    private Path folder;

    @BeforeEach
    void nameFolder(@TempDir Path temporary) {
        folder = temporary;
    }

    @Test
    void sortsOfficialLayoutIntoTwelveClasses() throws IOException {
        SpeechCommands data = SpeechCommands.open(SpeechFolders.official(folder));

        assertThat(perLabel(data.parts().training())).containsOnly(4L).hasSize(12);
        assertThat(perLabel(data.parts().validation())).containsOnly(1L).hasSize(12);
        assertThat(perLabel(data.parts().test())).containsOnly(1L).hasSize(12);
        assertThat(data.synthetic()).isFalse();
    }

    @Test
    void takesPreparedUnknownAndSilenceWhole() throws IOException {
        SpeechCommands data = SpeechCommands.open(SpeechFolders.prepared(folder));

        assertThat(perLabel(data.parts().training())).containsOnly(4L).hasSize(12);
        assertThat(data.parts().test())
                .extracting(Clip::name)
                .contains("_unknown_/speaker5_nohash_0.wav", "_silence_/speaker5_nohash_0.wav");
    }

    @Test
    void cutsSilenceOfEachPartFromItsOwnStretchOfNoise() throws IOException {
        SpeechCommands data = SpeechCommands.open(SpeechFolders.official(folder));

        assertThat(silence(data.parts().training()))
                .allMatch(start -> start + Mfcc.CLIP_SAMPLES <= 7 * Wav.SAMPLE_RATE_HZ);
        assertThat(silence(data.parts().validation())).allMatch(start -> start >= 7 * Wav.SAMPLE_RATE_HZ);
        assertThat(silence(data.parts().test())).allMatch(start -> start >= 8.5 * Wav.SAMPLE_RATE_HZ);
    }

    @Test
    void sameFolderSameClips() throws IOException {
        SpeechFolders.official(folder);

        assertThat(SpeechCommands.open(folder)).isEqualTo(SpeechCommands.open(folder));
    }

    @Test
    void findsDataSetInsideParentFolder() throws IOException {
        SpeechFolders.official(folder.resolve("speech_commands"));

        assertThat(SpeechCommands.open(folder).folder()).isEqualTo(folder.resolve("speech_commands"));
    }

    @Test
    void knowsSynthesisedSetByItsMark() throws IOException {
        SpeechFolders.official(folder);
        Files.writeString(folder.resolve(SpeechCommands.SYNTHETIC_MARK), "spoken by a machine");

        assertThat(SpeechCommands.open(folder).synthetic()).isTrue();
    }

    @Test
    void saysThatFolderIsMissing() {
        Path missing = folder.resolve("nowhere");

        assertThatThrownBy(() -> SpeechCommands.open(missing))
                .isInstanceOf(DataException.class)
                .hasMessage("data folder " + missing + " does not exist; give a folder in the Speech Commands layout");
    }

    @Test
    void saysThatFolderIsEmpty() {
        assertThatThrownBy(() -> SpeechCommands.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(folder + " has neither validation_list.txt nor speech_commands/");
    }

    @Test
    void saysWhichListedClipIsMissing() throws IOException {
        SpeechFolders.official(folder);
        Files.delete(folder.resolve("yes/speaker5_nohash_0.wav"));

        assertThatThrownBy(() -> SpeechCommands.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("testing_list.txt lists yes/speaker5_nohash_0.wav, which is not there");
    }

    @Test
    void saysWhichWordIsMissing() throws IOException {
        SpeechFolders.official(folder);
        deleteRecursively(folder.resolve("stop"));
        Files.writeString(folder.resolve("testing_list.txt"), "yes/speaker5_nohash_0.wav\n");
        Files.writeString(folder.resolve("validation_list.txt"), "yes/speaker4_nohash_0.wav\n");

        assertThatThrownBy(() -> SpeechCommands.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot list " + folder.resolve("stop"));
    }

    @Test
    void saysThatNothingIsLeftToTest() throws IOException {
        SpeechFolders.official(folder);
        Files.writeString(folder.resolve("testing_list.txt"), "");

        assertThatThrownBy(() -> SpeechCommands.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("10 validation and 0 test clips");
    }

    private static List<Long> perLabel(List<Clip> clips) {
        return clips.stream()
                .map(Clip::label)
                .distinct()
                .map(label ->
                        clips.stream().filter(clip -> clip.label() == label).count())
                .toList();
    }

    private static List<Integer> silence(List<Clip> clips) {
        return clips.stream()
                .filter(clip -> clip.label() == SpeechCommands.SILENCE)
                .map(Clip::firstSample)
                .toList();
    }

    private static void deleteRecursively(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
