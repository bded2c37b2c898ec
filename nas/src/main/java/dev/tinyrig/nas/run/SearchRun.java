package dev.tinyrig.nas.run;

import static java.util.Objects.requireNonNull;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evaluator;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Finalist;
import dev.tinyrig.nas.search.Fitness;
import dev.tinyrig.nas.search.Proposal;
import dev.tinyrig.nas.search.SteadyState;
import dev.tinyrig.nas.search.Strategy;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Winner;
import dev.tinyrig.nas.search.Workers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Takes a run from wherever its log ends to a validated winner; what the log holds already is not done again.
 *
 * <p>A resumed run proposes the same architectures as an undisturbed one, since proposals depend on seed and evaluations
 * alone; those that the log has are answered from it.
 */
public final class SearchRun {
    /** The folder of the winner in the folder of its run. */
    public static final String WINNER = "winner";

    private final Pipeline pipeline;
    private final ResultLog log;
    private final Progress progress;
    private final Clock clock;
    private final Timekeeper time;

    public SearchRun(Pipeline pipeline, ResultLog log, Progress progress, Clock clock) {
        this.pipeline = pipeline;
        this.log = log;
        this.progress = progress;
        this.clock = clock;
        this.time = new Timekeeper(pipeline, log, progress, clock);
    }

    /**
     * Returns when the winner is validated.
     *
     * @param benches how many candidates are evaluated side by side
     */
    public void run(int benches) {
        FaultRecord faults = new FaultRecord(pipeline, log);
        try (faults) {
            toTheEnd(benches, faults);
        }
    }

    private void toTheEnd(int benches, FaultRecord faults) {
        Path folder = log.folder().resolve(WINNER);
        if (log.journal().last(Entry.Won.class).isEmpty()) {
            probe();
            time.plan();
            List<Evaluation> searched = search(benches, faults);
            time.planTuning();
            Evaluation best = best(searched);
            Winner winner = pipeline.finish(best, folder, this::record);
            log.append(new Entry.Won(clock.instant(), winner));
        }
        if (log.journal().last(Entry.Validated.class).isEmpty()) {
            Validation validation = pipeline.validate(folder);
            log.append(new Entry.Validated(clock.instant(), validation));
        }
        refuseBeyondLimits(
                log.journal().last(Entry.Validated.class).orElseThrow().validation());
    }

    /** Fine-tuning changes constants, and the whole test list may touch more stack than the few examples of the search. */
    private void refuseBeyondLimits(Validation validation) {
        List<String> exceeded = fitness().limits().exceededBy(validation.cost());
        if (!exceeded.isEmpty()) {
            throw new RunException(
                    Fault.NOTHING_FITS,
                    "the best candidate needs %s in its test on the device, so it is no winner; lower that limit a little"
                                    .formatted(String.join(" and ", exceeded))
                            + " and start a new run");
        }
    }

    /** Training takes minutes; whether even the smallest network is within the limits is known in a second. */
    private void probe() {
        if (log.journal().last(Entry.Probed.class).isEmpty()) {
            Evaluation smallest = pipeline.probe(pipeline.space().smallest());
            log.append(new Entry.Probed(clock.instant(), smallest));
        }
        Evaluation smallest =
                log.journal().last(Entry.Probed.class).orElseThrow().evaluation();
        if (!fitness().meetsLimits(smallest)) {
            throw nothingFits("even the smallest network does not meet the limits: ", List.of(smallest));
        }
    }

    private List<Evaluation> search(int benches, FaultRecord faults) {
        Evolution.Settings settings = log.journal().started().evolution();
        Evaluator evaluator = pipeline.train(this::record);
        try (Progress.Task task = progress.task("searching", settings.proposals());
                Workers workers = new Workers(benches)) {
            if (settings.strategy() == Strategy.STEADY) {
                return new SteadyState(pipeline.space(), settings, fitness(), evaluations())
                        .run(workers, evaluator, () -> time.allows(benches), evaluation -> {
                            faults.bringUpToDate();
                            record(evaluation, task);
                        });
            }
            Evolution.Batch measuring =
                    proposals -> workers.map(allowed(proposals), evaluator::evaluate, evaluation -> {
                        faults.bringUpToDate();
                        record(evaluation, task);
                    });
            Evolution.Batch remembering = new Remembering(log.journal(), measuring);
            return new Evolution(pipeline.space(), settings, fitness(), remembering).run(generation -> {
                task.done((long) (generation.number() + 1) * settings.population());
                task.note(Phrases.generation(generation, fitness()));
            });
        }
    }

    private List<Evaluation> evaluations() {
        return log.journal().all(Entry.Evaluated.class).stream()
                .map(Entry.Evaluated::evaluation)
                .toList();
    }

    /** None where they would not fit in the budget: a search that gets no evaluations ends. */
    private List<Proposal> allowed(List<Proposal> proposals) {
        return time.allows(proposals.size()) ? proposals : List.of();
    }

    private void record(Evaluation evaluation, Progress.Task task) {
        log.append(new Entry.Evaluated(clock.instant(), evaluation));
        task.done(log.journal().all(Entry.Evaluated.class).size());
    }

    /** A training that a resumed run only read back from its checkpoint is in the log already. */
    private void record(Entry entry) {
        if (!(entry instanceof Entry.Trained trained && isKnown(trained))) {
            log.append(entry);
        }
    }

    private boolean isKnown(Entry.Trained trained) {
        return log.journal().all(Entry.Trained.class).stream()
                .anyMatch(earlier -> earlier.what().equals(trained.what()));
    }

    /** Of the few that the search ranks highest, the one that is best after fine-tuning and in int8. */
    private Evaluation best(List<Evaluation> evaluations) {
        int most = time.finalists(
                Preset.named(log.journal().started().request().preset()).finalists());
        Map<Integer, Evaluation> finalists = fitness().best(evaluations, most).stream()
                .collect(Collectors.toMap(
                        Evaluation::number, evaluation -> evaluation, (one, same) -> one, LinkedHashMap::new));
        return finalists.values().stream()
                .map(this::judged)
                .min(Finalist.BEST_FIRST)
                .map(best -> requireNonNull(finalists.get(best.evaluation())))
                .orElseThrow(() -> nothingFits("no candidate meets the limits: ", evaluations));
    }

    private Finalist judged(Evaluation candidate) {
        return log.journal().all(Entry.Judged.class).stream()
                .map(Entry.Judged::finalist)
                .filter(earlier -> earlier.evaluation() == candidate.number())
                .findFirst()
                .orElseGet(() -> {
                    Finalist finalist = pipeline.judge(candidate, this::record);
                    log.append(new Entry.Judged(clock.instant(), finalist));
                    return finalist;
                });
    }

    private RunException nothingFits(String what, List<Evaluation> evaluations) {
        return new RunException(
                Fault.NOTHING_FITS,
                what + fitness().nearestMiss(evaluations)
                        + "; raise --max-latency-ms, --max-sram-kb or --max-flash-kb and start a new run");
    }

    private Fitness fitness() {
        return new Fitness(log.journal().started().request().limits());
    }
}
