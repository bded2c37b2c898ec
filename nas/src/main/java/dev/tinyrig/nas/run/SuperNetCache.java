package dev.tinyrig.nas.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tinyrig.codegen.toolchain.UserCache;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.rig.files.LockedFile;
import dev.tinyrig.rig.measure.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Super-networks that this user trained, one folder each, named by all that decides the weights: a search over the same
 * space and data for another target, by another strategy or within other limits trains nothing.
 *
 * <p>Processes share it: what is in it under its final name is whole. The longest unused are removed beyond a size.
 */
final class SuperNetCache {
    static final long MOST_BYTES = 1L << 30;

    /** Longer than any preset trains. */
    private static final Duration PATIENCE = Duration.ofHours(3);

    private static final String WEIGHTS = "weights.bin";
    private static final String ORIGIN = "origin.json";
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final Path root;
    private final long mostBytes;
    private final Duration patience;
    private final Clock clock;

    /** @param patience how long a search waits for another one that trains the same */
    SuperNetCache(Path root, long mostBytes, Duration patience, Clock clock) {
        this.root = root;
        this.mostBytes = mostBytes;
        this.patience = patience;
        this.clock = clock;
    }

    static SuperNetCache of(Map<String, String> environment) {
        return new SuperNetCache(
                UserCache.folder(environment).resolve("super-networks"), MOST_BYTES, PATIENCE, Clock.systemUTC());
    }

    /**
     * Takes or trains a checkpoint while no other search does, so that of several which begin together one trains and the
     * others take what it trained. A search that has begun training waits for none.
     */
    <T> T alone(Path checkpoint, Consumer<String> say, Supplier<T> work) {
        Optional<LockedFile> use = turn(checkpoint, say);
        try {
            return work.get();
        } finally {
            use.ifPresent(LockedFile::close);
        }
    }

    private Optional<LockedFile> turn(Path checkpoint, Consumer<String> say) {
        Path lock = root.resolve("." + name(checkpoint) + ".lock");
        try {
            Files.createDirectories(root);
            Optional<LockedFile> use = LockedFile.of(lock);
            return use.isPresent() || Files.exists(checkpoint) ? use : awaited(lock, say);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep super-networks in " + root, e);
        }
    }

    private Optional<LockedFile> awaited(Path lock, Consumer<String> say) throws IOException {
        say.accept("super-network: another search is training the same one; waits for it, %s at most"
                .formatted(Phrases.time(patience)));
        Optional<LockedFile> late = LockedFile.awaited(lock, patience);
        if (late.isEmpty()) {
            say.accept("super-network: the other search is not done yet; this one trains for itself");
        }
        return late;
    }

    /**
     * How weights came about.
     *
     * @param run name of the run's folder
     * @param sha256 of the file with the weights
     */
    private record Origin(String run, Instant at, long steps, double loss, Duration took, String sha256) {}

    /**
     * Puts the finished weights of a checkpoint's name in its place, or does nothing where there are none.
     *
     * @param first told before the file is there, so that a run cut off between the two takes it again
     */
    void take(Path checkpoint, String what, Consumer<Entry.Trained> first) {
        Path folder = folder(checkpoint);
        try {
            Origin origin = MAPPER.readValue(Files.readAllBytes(folder.resolve(ORIGIN)), Origin.class);
            byte[] weights = Files.readAllBytes(folder.resolve(WEIGHTS));
            if (!Sha256.of(weights).equals(origin.sha256())) {
                return;
            }
            Entry.Reused reused = new Entry.Reused(origin.run(), origin.at());
            first.accept(new Entry.Trained(
                    clock.instant(), what, origin.steps(), origin.loss(), origin.took(), Optional.of(reused)));
            put(weights, checkpoint);
            used(folder);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot take a super-network from %s; remove the folder to train anew".formatted(folder), e);
        }
    }

    /** Whether finished weights of a checkpoint's name are there. */
    boolean has(Path checkpoint) {
        return Files.exists(folder(checkpoint).resolve(ORIGIN));
    }

    private static void put(byte[] weights, Path checkpoint) throws IOException {
        Path folder = requireNonNull(checkpoint.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "checkpoint", ".part");
        Files.write(draft, weights);
        Files.move(draft, checkpoint, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Keeps a copy of a checkpoint whose training ended. */
    void keep(Path checkpoint, Path run, Entry.Trained trained) {
        try {
            Files.createDirectories(root);
            Path draft = Files.createTempDirectory(root, ".draft");
            byte[] weights = Files.readAllBytes(checkpoint);
            Files.write(draft.resolve(WEIGHTS), weights);
            String name = requireNonNull(run.toAbsolutePath().normalize().getFileName())
                    .toString();
            Origin origin =
                    new Origin(name, trained.at(), trained.steps(), trained.loss(), trained.took(), Sha256.of(weights));
            Files.write(draft.resolve(ORIGIN), MAPPER.writeValueAsBytes(origin));
            used(draft);
            publish(draft, folder(checkpoint));
            prune();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a super-network in " + root, e);
        }
    }

    private void used(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.from(clock.instant()));
    }

    private Path folder(Path checkpoint) {
        return root.resolve(name(checkpoint));
    }

    private static String name(Path checkpoint) {
        return requireNonNull(checkpoint.getFileName()).toString().replace(".bin", "");
    }

    /** Renaming is atomic; what another process put there before, or somebody damaged, is replaced. */
    private static void publish(Path draft, Path folder) throws IOException {
        delete(folder);
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(draft);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private void prune() throws IOException {
        long bytes = 0;
        for (Path folder : latestFirst()) {
            bytes += size(folder);
            if (bytes > mostBytes) {
                delete(folder);
            }
        }
    }

    private List<Path> latestFirst() throws IOException {
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> all = Files.list(root)) {
            folders.addAll(
                    all.filter(folder -> Files.exists(folder.resolve(ORIGIN))).toList());
        }
        folders.sort(Comparator.comparing(SuperNetCache::lastUse).reversed());
        return folders;
    }

    private static FileTime lastUse(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static long size(Path folder) throws IOException {
        Path weights = folder.resolve(WEIGHTS);
        return Files.exists(weights) ? Files.size(weights) : 0;
    }

    private static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(WEIGHTS));
        Files.deleteIfExists(folder.resolve(ORIGIN));
        Files.deleteIfExists(folder);
    }
}
