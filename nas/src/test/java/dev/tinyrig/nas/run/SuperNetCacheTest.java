package dev.tinyrig.nas.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.log.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuperNetCacheTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Entry.Trained TRAINED =
            new Entry.Trained(AT, "super-network", 3_000, 0.71, Duration.ofMinutes(8));

    private final Path folder;
    private final Path first;
    private final Path second;

    SuperNetCacheTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.first =
                Files.createDirectories(folder.resolve("first/checkpoints")).resolve("supernet-0123.bin");
        this.second = folder.resolve("second/checkpoints/supernet-0123.bin");
    }

    @Test
    void handsOverTheWeightsAndSaysWhoTrainedThem() throws IOException {
        keep(first, "weights", 0);

        List<Entry.Trained> told = take(second, 1);

        assertThat(second).hasContent("weights");
        assertThat(told)
                .containsExactly(new Entry.Trained(
                        AT.plusSeconds(1),
                        "super-network",
                        3_000,
                        0.71,
                        Duration.ofMinutes(8),
                        Optional.of(new Entry.Reused("first", AT))));
    }

    @Test
    void hasNothingForOtherDataSpacesOrSettings() throws IOException {
        keep(first, "weights", 0);
        Path other = second.resolveSibling("supernet-4567.bin");

        assertThat(take(other, 1)).isEmpty();

        assertThat(other).doesNotExist();
    }

    @Test
    void damagedWeightsAreNotTakenAndReplacedByTheNext() throws IOException {
        keep(first, "weights", 0);
        Files.writeString(folder.resolve("cache/supernet-0123/weights.bin"), "weighty");
        assertThat(take(second, 1)).isEmpty();

        keep(first, "weights", 2);

        assertThat(take(second, 3)).hasSize(1);
        assertThat(second).hasContent("weights");
    }

    @Test
    void forgetsTheLongestUnusedWhenItIsFull() throws IOException {
        Path a = first.resolveSibling("supernet-a.bin");
        Path b = first.resolveSibling("supernet-b.bin");
        keep(a, "weights", 0);
        keep(b, "weights", 1);
        take(second.resolveSibling("supernet-a.bin"), 2);

        keep(first.resolveSibling("supernet-c.bin"), "weights", 3);

        try (Stream<Path> left = Files.list(folder.resolve("cache"))) {
            assertThat(left)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrder("supernet-a", "supernet-c");
        }
    }

    private void keep(Path checkpoint, String weights, int second) throws IOException {
        Files.writeString(checkpoint, weights);
        cache(second).keep(checkpoint, folder.resolve("first"), TRAINED);
    }

    private List<Entry.Trained> take(Path checkpoint, int second) {
        List<Entry.Trained> told = new ArrayList<>();
        cache(second).take(checkpoint, "super-network", told::add);
        return told;
    }

    /** Room for two files of seven bytes. */
    private SuperNetCache cache(int second) {
        return new SuperNetCache(folder.resolve("cache"), 14, Clock.fixed(AT.plusSeconds(second), ZoneOffset.UTC));
    }
}
