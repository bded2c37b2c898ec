package dev.tinyrig.nas.report;

import dev.tinyrig.nas.search.Cost;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The points of the plots, as the script in the page reads them. */
record ChartData(
        List<Point> inside,
        List<Point> outside,
        List<Point> winner,
        List<Point> latencyFront,
        List<Point> sramFront,
        Limits limits,
        List<Generation> generations) {

    /** A measured candidate; accuracy in percent. */
    record Point(String name, double accuracy, double latency, double sram, double flash) {}

    /** Accuracies in percent of the candidates inside the limits; the best is the best so far. */
    record Generation(int number, double best, double mean) {}

    static ChartData of(RunFacts facts) {
        Map<Boolean, List<Evaluation>> measured = facts.evaluations().stream()
                .filter(evaluation -> evaluation.cost().isPresent())
                .collect(Collectors.partitioningBy(facts.fitness()::meetsLimits));
        List<Evaluation> inside = measured.getOrDefault(true, List.of());
        List<Evaluation> outside = measured.getOrDefault(false, List.of());
        List<Point> all = new ArrayList<>(points(inside));
        all.addAll(points(outside));
        return new ChartData(
                points(inside),
                points(outside),
                points(inside.stream()
                        .filter(evaluation -> facts.winner()
                                .filter(winner -> winner.evaluation() == evaluation.number())
                                .isPresent())
                        .toList()),
                front(all, Point::latency),
                front(all, Point::sram),
                facts.request().limits(),
                generations(inside));
    }

    /** The points that none betters in both accuracy and cost, by rising cost. */
    static List<Point> front(List<Point> points, ToDoubleFunction<Point> cost) {
        List<Point> byCost = points.stream()
                .sorted(Comparator.comparingDouble(cost)
                        .thenComparing(
                                Comparator.comparingDouble(Point::accuracy).reversed()))
                .toList();
        List<Point> front = new ArrayList<>();
        for (Point point : byCost) {
            if (front.isEmpty()
                    || point.accuracy() > front.get(front.size() - 1).accuracy()) {
                front.add(point);
            }
        }
        return front;
    }

    private static List<Generation> generations(List<Evaluation> inside) {
        Map<Integer, List<Evaluation>> byNumber = inside.stream()
                .collect(Collectors.groupingBy(Evaluation::generation, TreeMap::new, Collectors.toList()));
        List<Generation> generations = new ArrayList<>();
        double best = 0;
        for (Map.Entry<Integer, List<Evaluation>> generation : byNumber.entrySet()) {
            OptionalDouble mean = generation.getValue().stream()
                    .mapToDouble(Evaluation::validationAccuracy)
                    .average();
            double highest = generation.getValue().stream()
                    .mapToDouble(Evaluation::validationAccuracy)
                    .max()
                    .orElse(0);
            best = Math.max(best, highest);
            generations.add(new Generation(generation.getKey(), 100 * best, 100 * mean.orElse(0)));
        }
        return generations;
    }

    private static List<Point> points(List<Evaluation> evaluations) {
        return evaluations.stream().map(ChartData::point).toList();
    }

    private static Point point(Evaluation evaluation) {
        Cost cost = evaluation.cost().orElseThrow();
        return new Point(
                evaluation.architecture().key(),
                100 * evaluation.validationAccuracy(),
                cost.latencyMs(),
                cost.sramKb(),
                cost.flashKb());
    }
}
