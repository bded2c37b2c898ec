package dev.tinyrig.nas.report;

import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.search.Cost;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run in a comparison: what it searched how, and what it ended with, from its log alone. */
record Contestant(Path run, RunFacts facts) {
    static Contestant of(Path run) {
        return new Contestant(run, new RunFacts(ResultLog.read(run)));
    }

    String target() {
        return facts.provenance().device().target();
    }

    /** By the same examples, even if they were read as other features. */
    boolean isJudgedAs(Contestant other) {
        Provenance.Data one = facts.provenance().data();
        Provenance.Data two = other.facts.provenance().data();
        boolean alike = one.name().equals(two.name())
                && one.training() == two.training()
                && one.test() == two.test()
                && one.synthetic() == two.synthetic();
        return one.hash().equals(two.hash()) || (alike && !input().equals(other.input()));
    }

    /** Of the features, where the space's name tells one. */
    private String input() {
        String space = facts.request().space().orElse("");
        return space.contains("@") ? space.substring(space.indexOf('@')) : "";
    }

    Limits limits() {
        return facts.request().limits();
    }

    Optional<Validation> validation() {
        return facts.validation();
    }

    /** Whether a network from elsewhere was measured, none searched. */
    boolean isReference() {
        return validation().isPresent() && facts.winner().isEmpty();
    }

    /** Such as {@code searched, evolution} or {@code proxyless, evolution, judged by cmsis-nn}. */
    String way() {
        String space = facts.request().space().orElse("searched");
        Stream<Optional<String>> rest = Stream.of(
                Optional.of(facts.journal().started().evolution().strategy().label()),
                facts.request().engine().map(engine -> "judged by " + engine),
                facts.request().sharing().map(sharing -> "shared by " + sharing.label()));
        return isReference()
                ? space
                : Stream.concat(Stream.of(space), rest.flatMap(Optional::stream))
                        .collect(Collectors.joining(", "));
    }

    long seed() {
        return facts.request().seed();
    }

    /** Whether the device was right, for each test example; empty where the log has counts alone. */
    Optional<List<Boolean>> answers() {
        return validation().map(Validation::right).filter(right -> !right.isEmpty());
    }

    Optional<Interval> accuracy() {
        return validation().map(validation -> Interval.of(validation.correct(), validation.clips()));
    }

    Optional<Long> macs() {
        return facts.winner().map(winner -> winner.layers().stream()
                .mapToLong(layer -> layer.macs())
                .sum());
    }

    /** Why there is no winner. */
    String fate() {
        List<Evaluation> evaluations = facts.evaluations().isEmpty() ? facts.probes() : facts.evaluations();
        boolean hopeless = facts.fitness().winner(evaluations).isEmpty()
                && !evaluations.isEmpty()
                && facts.winner().isEmpty();
        return hopeless ? "no candidate meets the limits: " + facts.fitness().nearestMiss(evaluations) : "not finished";
    }

    /** What the winner would cost under the engine whose model chose it. */
    Optional<Cost> predicted() {
        return facts.request()
                .engine()
                .flatMap(engine -> facts.winner())
                .flatMap(winner -> facts.evaluations().stream()
                        .filter(evaluation -> evaluation.number() == winner.evaluation())
                        .findFirst())
                .flatMap(Evaluation::cost);
    }

    /** How its accuracy is exceeded by another's on the same examples, if both know each of their answers. */
    Optional<String> marginOf(Contestant first) {
        return first.validation().flatMap(one -> validation().map(other -> {
            boolean paired = first.answers().isPresent()
                    && one.right().size() == other.right().size();
            return paired
                    ? PairedMargin.of(one.right(), other.right()).toString()
                    : Margin.of(first.accuracy().orElseThrow(), accuracy().orElseThrow()) + ", unpaired";
        }));
    }
}
