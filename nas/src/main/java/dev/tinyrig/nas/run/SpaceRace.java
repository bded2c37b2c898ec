package dev.tinyrig.nas.run;

import dev.tinyrig.nas.data.speech.SpeechFeatures;
import dev.tinyrig.nas.rank.Budget;
import dev.tinyrig.nas.rank.Sampling;
import dev.tinyrig.nas.rank.SpaceRanking;
import dev.tinyrig.nas.rank.SpaceScore;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.rig.target.Targets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * TinyNAS's first stage before a search: the spaces of a task, one for each input and width that two cores can train, and
 * which of them suits the limits.
 */
public final class SpaceRace {
    /** Asks for the space whose networks that fit compute the most. */
    public static final String BEST = "best";

    /** Asks for any of them: a baseline of arXiv 2007.10319 (its table 6). */
    public static final String RANDOM = "random-space";

    private static final int NETWORKS = 200;

    /** What a multiply-accumulate took of the networks that searches found; candidates are measured all the same. */
    private static final double CYCLES_PER_MAC = 1.5;

    private static final List<Integer> SIDES = List.of(32, 48, 64, 80, 96);
    private static final List<Integer> COEFFICIENTS = List.of(10, 20);
    private static final List<Integer> BANDS = List.of(20, 40);
    private static final List<Double> WIDTHS = List.of(0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

    private SpaceRace() {}

    /** Whether a name asks for a choice, rather than naming a space. */
    public static boolean isAskedBy(String space) {
        return space.equals(BEST) || space.equals(RANDOM);
    }

    /** Whether a request asks for a choice. */
    public static boolean isAskedBy(Request request) {
        return request.space().filter(SpaceRace::isAskedBy).isPresent();
    }

    /** Whether {@code --space} takes this name; that its input exists is only known with its task. */
    public static boolean knows(String space) {
        return isAskedBy(space) || SpaceChoice.isNamed(space);
    }

    /** A request that names the space it asked to be chosen, and says so. */
    public static Request resolved(Request request, int threads, Progress progress) {
        String asked = request.space().orElse("");
        if (!isAskedBy(asked)) {
            return request;
        }
        SearchSpace searched =
                Task.recipe(request.withSpace(SpaceKind.SEARCHED.label())).space();
        List<String> names = names(searched);
        String name = asked.equals(BEST)
                ? best(request, searched, names, threads, progress)
                : names.get(new SplittableRandom(request.seed()).nextInt(names.size()));
        progress.say(
                "space: %s, %s of %d".formatted(name, asked.equals(BEST) ? "the best" : "a random one", names.size()));
        return request.withSpace(name);
    }

    /** The spaces of a task, for a ranking of its own. */
    public static List<SearchSpace> spaces(Request request) {
        SearchSpace searched = Task.recipe(request).space();
        return names(searched).stream()
                .map(name -> SpaceChoice.named(name).of(searched))
                .toList();
    }

    /** What limits leave for a network on a target. */
    public static Budget budget(Limits limits, String target) {
        long clockHz = Targets.load().named(target).clocks().coreHz();
        return Budget.within(limits, (long) (limits.maxLatencyMs() / 1e3 * clockHz / CYCLES_PER_MAC));
    }

    private static String best(
            Request request, SearchSpace searched, List<String> names, int threads, Progress progress) {
        List<SearchSpace> spaces =
                names.stream().map(name -> SpaceChoice.named(name).of(searched)).toList();
        try (Progress.Task task = progress.task("ranking spaces", spaces.size())) {
            Limits limits = request.limits();
            Sampling sampling = new Sampling(NETWORKS, request.seed(), true);
            SpaceRanking ranking = SpaceRanking.sample(spaces, sampling, threads, task::done);
            SpaceScore best = ranking.within(budget(limits, request.target())).get(0);
            if (best.macs().isEmpty()) {
                throw new RunException(
                        Fault.NOTHING_FITS,
                        "no random network of %d spaces fits the limits; raise them".formatted(spaces.size()));
            }
            task.note(String.format(Locale.ROOT, "%.2f M MACs on average", best.meanMacs() / 1e6));
            return names.get(IntStream.range(0, spaces.size())
                    .filter(i -> spaces.get(i).equals(best.space()))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private static List<String> names(SearchSpace searched) {
        Stream<String> inputs = SpaceChoice.readsSpeech(searched)
                ? Stream.concat(names(SpeechFeatures.MFCC, COEFFICIENTS), names(SpeechFeatures.LOG_MEL, BANDS))
                : SIDES.stream().map(String::valueOf);
        return inputs.flatMap(input -> WIDTHS.stream().map(width -> SpaceChoice.name(width, input)))
                .toList();
    }

    private static Stream<String> names(SpeechFeatures features, List<Integer> values) {
        return values.stream()
                .flatMap(count -> SpeechFeatures.frames().stream().map(frames -> features.name(frames, count)));
    }
}
