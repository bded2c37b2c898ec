package dev.tinyrig.nas.report;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.search.Cost;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
        List<Best> best,
        List<Curve> losses) {

    /** A measured candidate; accuracy in percent. */
    record Point(int number, String name, double accuracy, double latency, double sram, double flash) {}

    /** The best accuracy in percent inside the limits, from the candidate of that number on. */
    record Best(int number, double accuracy) {}

    /** How the loss of one training fell. */
    record Curve(String what, List<Step> steps) {}

    /** The mean loss of the steps that end with this one. */
    record Step(int step, double loss) {}

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
                best(inside),
                losses(facts.journal()));
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

    private static List<Best> best(List<Evaluation> inside) {
        List<Best> best = new ArrayList<>();
        for (Evaluation evaluation : inside) {
            double accuracy = 100 * evaluation.validationAccuracy();
            if (best.isEmpty() || accuracy > best.get(best.size() - 1).accuracy()) {
                best.add(new Best(evaluation.number(), accuracy));
            }
        }
        if (!best.isEmpty()) {
            int last = inside.get(inside.size() - 1).number();
            best.add(new Best(last, best.get(best.size() - 1).accuracy()));
        }
        return best;
    }

    /** A resumed training repeats the steps since its last checkpoint: the later ones count. */
    private static List<Curve> losses(Journal journal) {
        Map<String, SortedMap<Integer, Double>> curves = new LinkedHashMap<>();
        journal.all(Entry.Learned.class)
                .forEach(learned -> curves.computeIfAbsent(learned.what(), what -> new TreeMap<>())
                        .put(learned.step(), learned.loss()));
        return curves.entrySet().stream()
                .map(curve -> new Curve(
                        curve.getKey(),
                        curve.getValue().entrySet().stream()
                                .map(step -> new Step(step.getKey(), step.getValue()))
                                .toList()))
                .toList();
    }

    private static List<Point> points(List<Evaluation> evaluations) {
        return evaluations.stream().map(ChartData::point).toList();
    }

    private static Point point(Evaluation evaluation) {
        Cost cost = evaluation.cost().orElseThrow();
        return new Point(
                evaluation.number(),
                evaluation.architecture().key(),
                100 * evaluation.validationAccuracy(),
                cost.latencyMs(),
                cost.sramKb(),
                cost.flashKb());
    }
}
