package dev.tinyrig.nas.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.log.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    @Test
    void ofTwoSearchesThatBeginTogetherOneTrainsAndTheOtherTakes() throws Exception {
        CountDownLatch training = new CountDownLatch(1);
        CountDownLatch secondWaits = new CountDownLatch(1);
        Thread trainer = new Thread(() -> cache(0).alone(first, line -> {}, () -> {
            training.countDown();
            await(secondWaits);
            return kept(first, "weights");
        }));
        trainer.start();
        await(training);
        List<String> said = new ArrayList<>();

        List<Entry.Trained> told = cache(1).alone(
                        second,
                        line -> {
                            said.add(line);
                            secondWaits.countDown();
                        },
                        () -> take(second, 1));
        trainer.join(10_000);

        assertThat(told).hasSize(1);
        assertThat(second).hasContent("weights");
        assertThat(said)
                .containsExactly("super-network: another search is training the same one; waits for it, 60 s at most");
    }

    @Test
    void aSearchTrainsForItselfWhereTheOtherTakesTooLong() {
        List<String> said = new ArrayList<>();

        String done = cache(0).alone(first, line -> {}, () -> cache(0, Duration.ofMillis(1))
                .alone(second, said::add, () -> "trained"));

        assertThat(done).isEqualTo("trained");
        assertThat(said).last().asString().endsWith("the other search is not done yet; this one trains for itself");
    }

    @Test
    void aSearchThatGoesOnWithItsOwnCheckpointWaitsForNone() throws IOException {
        Files.createDirectories(second.resolveSibling(""));
        Files.writeString(second, "half trained");
        List<String> said = new ArrayList<>();

        String done = cache(0).alone(first, line -> {}, () -> cache(0).alone(second, said::add, () -> "went on"));

        assertThat(done).isEqualTo("went on");
        assertThat(said).isEmpty();
    }

    @Test
    void whatFailsOrIsKilledLeavesTheNameToTheNext() throws Exception {
        assertThatThrownBy(() -> cache(0).alone(first, line -> {}, () -> {
                    throw new IllegalStateException("out of memory");
                }))
                .hasMessage("out of memory");
        Process killed = Holder.start(folder.resolve("cache"), first);
        List<String> said = new ArrayList<>();

        String done = cache(0).alone(
                        second,
                        line -> {
                            said.add(line);
                            killed.destroyForcibly();
                        },
                        () -> "trained");

        assertThat(said).hasSize(1);
        assertThat(done).isEqualTo("trained");
        assertThat(killed.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Another process that trains and never ends. */
    static final class Holder {
        private Holder() {}

        static Process start(Path cache, Path checkpoint) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Holder.class.getName(),
                            cache.toString(),
                            checkpoint.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(process.inputReader().readLine()).isEqualTo("training");
            return process;
        }

        public static void main(String[] arguments) {
            new SuperNetCache(Path.of(arguments[0]), 14, Duration.ZERO, Clock.systemUTC())
                    .alone(Path.of(arguments[1]), System.out::println, () -> {
                        System.out.println("training");
                        await(new CountDownLatch(1));
                        return "never";
                    });
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String kept(Path checkpoint, String weights) {
        try {
            keep(checkpoint, weights, 0);
            return weights;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        return cache(second, Duration.ofSeconds(60));
    }

    private SuperNetCache cache(int second, Duration patience) {
        return new SuperNetCache(
                folder.resolve("cache"), 14, patience, Clock.fixed(AT.plusSeconds(second), ZoneOffset.UTC));
    }
}
