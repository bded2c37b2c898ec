package dev.tinyrig.nas.search;

import io.jenetics.ext.moea.Pareto;
import io.jenetics.ext.moea.Vec;
import io.jenetics.util.ISeq;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * NSGA-II's choice of survivors (Deb et al., IEEE Transactions on Evolutionary Computation 6, 2002): front by front,
 * where a front must be cut those first that have the most room around them. Accuracy, latency and peak SRAM are weighed;
 * whoever meets the limits dominates whoever does not.
 */
record ParetoSelection(Fitness fitness) implements Selection {
    @Override
    public List<Evaluation> parents(Collection<Evaluation> evaluations, int most) {
        ISeq<Evaluation> all = evaluations.stream().sorted(fitness).collect(ISeq.toISeq());
        int[] ranks = Pareto.rank(all, this::dominance);
        List<Evaluation> parents = new ArrayList<>();
        for (int rank = 0; parents.size() < Math.min(most, all.size()); rank++) {
            int wanted = rank;
            List<Evaluation> front = IntStream.range(0, all.size())
                    .filter(i -> ranks[i] == wanted)
                    .mapToObj(all::get)
                    .toList();
            parents.addAll(roomiest(front, most - parents.size()));
        }
        return parents;
    }

    /** Above 0 where the first dominates. */
    private int dominance(Evaluation one, Evaluation other) {
        double excess = fitness.violation(other) - fitness.violation(one);
        return excess != 0 ? (int) Math.signum(excess) : Vec.dominance(worth(one), worth(other));
    }

    private static List<Evaluation> roomiest(List<Evaluation> front, int most) {
        if (front.size() <= most) {
            return front;
        }
        double[] room = Pareto.crowdingDistance(
                front.stream().map(each -> Vec.of(worth(each))).collect(ISeq.toISeq()));
        return IntStream.range(0, front.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -room[i]))
                .limit(most)
                .map(front::get)
                .toList();
    }

    /** More is better. */
    private static double[] worth(Evaluation evaluation) {
        return evaluation
                .cost()
                .map(cost -> new double[] {evaluation.validationAccuracy(), -cost.latencyMs(), -cost.sramKb()})
                .orElseGet(() -> new double[] {evaluation.validationAccuracy(), 0, 0});
    }
}
