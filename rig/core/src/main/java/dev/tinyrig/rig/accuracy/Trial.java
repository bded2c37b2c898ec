package dev.tinyrig.rig.accuracy;

import dev.tinyrig.rig.bench.sim.ImageInference;
import dev.tinyrig.rig.bench.sim.ImageRun;
import dev.tinyrig.rig.firmware.FirmwareException;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.measure.Sha256;
import dev.tinyrig.rig.target.MemoryTiming;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** One image in the simulator beside what is published of it on silicon. */
public final class Trial {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int WARMUPS = 1;

    private final PublishedLatency published;
    private final Path file;
    private final int runs;

    /** The image of a row, whose path starts in {@code images}. */
    public Trial(PublishedLatency published, Path images, int runs) {
        this.published = published;
        this.file = images.resolve(published.image());
        this.runs = runs;
    }

    /**
     * What the simulator makes of it.
     *
     * @param sha256 of the image file
     * @param cyclesEach of one inference, between the timestamps that the image itself says
     * @param instructionsEach of one inference
     * @param imageUsEach by the image's own clock, whose tick may be a millisecond
     */
    public record Seen(String sha256, double cyclesEach, double instructionsEach, double imageUsEach) {}

    /**
     * Either what was seen or why nothing was.
     *
     * @param core the core of its target
     */
    public record Result(
            PublishedLatency published,
            String core,
            Optional<Seen> seen,
            Optional<Double> predictedMs,
            Optional<String> failure) {
        /** How much too long the prediction is, in percent. */
        public Optional<Double> errorPercent() {
            return predictedMs.map(ms -> 100 * (ms / published.publishedMs() - 1));
        }
    }

    /** Boots the image, loads an input and has it infer behind one warm-up. */
    public Result run() {
        Target target = target();
        try {
            Image image = Image.read(file, target);
            ImageInference inference = new ImageInference(image, ImageRun.Setting.of(target, PATIENCE));
            ImageInference.Result result =
                    inference.infer(InputKind.named(published.input()).bytes(), runs, WARMUPS);
            Optional<Seen> seen = result.answered().map(this::seen);
            return new Result(
                    published,
                    target.core().cpu(),
                    seen,
                    seen.map(each -> 1e3 * each.cyclesEach() / target.clocks().coreHz()),
                    result.failure());
        } catch (FirmwareException unreadable) {
            return new Result(
                    published,
                    target.core().cpu(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(String.valueOf(unreadable.getMessage())));
        }
    }

    private Target target() {
        Target target = Targets.load().named(published.target());
        return published.banks() == MemoryTiming.Banks.SINGLE ? target.inSingleBank() : target;
    }

    private Seen seen(ImageInference.Answered answered) {
        return new Seen(
                sha256(),
                (double) answered.cycles() / runs,
                (double) answered.instructions() / runs,
                (double) answered.imageUs() / runs);
    }

    private String sha256() {
        try {
            return Sha256.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AccuracyException("%s cannot be read again: %s".formatted(file, e), e);
        }
    }
}
