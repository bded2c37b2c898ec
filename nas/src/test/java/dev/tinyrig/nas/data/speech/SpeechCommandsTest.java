package dev.tinyrig.nas.data.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

        assertThat(silence(data.parts().training())).allMatch(start -> start + Clip.SAMPLES <= 7 * Wav.SAMPLE_RATE_HZ);
        assertThat(silence(data.parts().validation())).allMatch(start -> start >= 7 * Wav.SAMPLE_RATE_HZ);
        assertThat(silence(data.parts().test())).allMatch(start -> start >= 8.5 * Wav.SAMPLE_RATE_HZ);
    }

    @Test
    void takesEveryWordAsAClass() throws IOException {
        SpeechCommands data = SpeechCommands.openWords(SpeechFolders.official(folder));

        assertThat(data.labels())
                .containsExactly("bed", "cat", "down", "go", "left", "no", "off", "on", "right", "stop", "up", "yes");
        assertThat(perLabel(data.parts().training())).containsOnly(4L).hasSize(12);
        assertThat(data.about().labels()).isEqualTo(data.labels());
    }

    @Test
    void dividesBySpeakerWhereThereAreNoLists() throws IOException {
        SpeechFolders.official(folder);
        Files.delete(folder.resolve("validation_list.txt"));
        Files.delete(folder.resolve("testing_list.txt"));
        Membership membership = Membership.in(folder);

        Map<Membership.Part, Long> parts = IntStream.range(0, 10_000)
                .mapToObj(
                        i -> membership.of("yes/%08x_nohash_%d.wav".formatted(i * 2_654_435_761L & 0xffffffffL, i % 5)))
                .collect(Collectors.groupingBy(part -> part, Collectors.counting()));

        assertThat(parts.get(Membership.Part.VALIDATION)).isBetween(900L, 1100L);
        assertThat(parts.get(Membership.Part.TEST)).isBetween(900L, 1100L);
        assertThat(membership.of("yes/0a7c2a8d_nohash_0.wav")).isEqualTo(membership.of("no/0a7c2a8d_nohash_3.wav"));
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
                .hasMessageContaining(folder + " has neither _background_noise_ nor speech_commands/");
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
