package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Chooses for each block of a network whether its layers run one after the other or together, some rows at a time: at the
 * fewest cycles that keep the arena within a limit.
 *
 * <p>How much is live while a block runs depends on its own form only, but for a few bytes, so that the cheapest form of
 * each block that keeps to the limit bounds what any choice costs from below. From there choices are tried in the order of
 * their cycles, until one can be laid out within the limit.
 */
final class Streaming {
    /** Choices that are tried at most; more than a few are needed where layouts miss their peak. */
    private static final int TRIES = 5_000;

    /** Layouts are dear. */
    private static final int LAYOUTS = 50;

    /** Where that did not do, forms are chosen for limits that are so much lower. */
    private static final double TIGHTER = 0.98;

    private final Network network;
    private final Plan whole;
    private final Costs costs;
    private final List<StreamedBlock> candidates;

    Streaming(Network network, Plan whole, Costs costs) {
        this.network = network;
        this.whole = whole;
        this.costs = costs;
        this.candidates = StreamedBlock.candidates(network);
    }

    /**
     * A way to run a block.
     *
     * @param streamed how it is streamed, if it is
     * @param peakBytes live in its fullest step
     */
    record Form(Optional<StreamedBlock> streamed, double cycles, int peakBytes) {}

    /** The cheapest plan that keeps to the limit; where none does, the cheapest that comes as near as can be. */
    Plan within(int limitBytes) {
        if (whole.arenaBytes() <= limitBytes || candidates.isEmpty()) {
            return whole;
        }
        Plan least = least();
        return cheapest(Math.max(limitBytes, least.arenaBytes()), least);
    }

    /** Every block in its smallest form. */
    Plan least() {
        return plan(candidates.stream().map(this::smallest).toList());
    }

    private Form smallest(StreamedBlock block) {
        return forms(block, whole.work()).stream()
                .min(Comparator.comparingInt(Form::peakBytes).thenComparingDouble(Form::cycles))
                .orElseThrow();
    }

    private Plan cheapest(int limitBytes, Plan least) {
        List<List<Form>> forms = usable(limitBytes);
        return bestFirst(forms, limitBytes)
                .or(() -> tightened(limitBytes, least.peakBytes()))
                .orElse(least);
    }

    /** For each block the forms that keep to the limit by themselves, the cheapest first; dearer ones need less memory. */
    List<List<Form>> usable(int limitBytes) {
        BlockWork work = whole.workWithin(limitBytes);
        return candidates.stream()
                .map(block -> undominated(forms(block, work), limitBytes))
                .toList();
    }

    private List<Form> undominated(List<Form> forms, int limitBytes) {
        List<Form> kept = new ArrayList<>();
        int least = limitBytes + 1;
        for (Form form : forms.stream()
                .sorted(Comparator.comparingDouble(Form::cycles).thenComparingInt(Form::peakBytes))
                .toList()) {
            if (form.peakBytes() < least) {
                kept.add(form);
                least = form.peakBytes();
            }
        }
        return kept.isEmpty()
                ? forms.stream()
                        .min(Comparator.comparingInt(Form::peakBytes))
                        .map(List::of)
                        .orElseThrow()
                : kept;
    }

    /** Every form of a block; {@code work} is that of the layers where they run whole. */
    private List<Form> forms(StreamedBlock block, BlockWork work) {
        List<Form> forms = new ArrayList<>();
        forms.add(new Form(Optional.empty(), costs.cycles(work.plain(block)), whole.peakBytes(block)));
        IntStream.range(1, Math.max(2, block.outputRows(network)))
                .mapToObj(block::withRows)
                .forEach(streamed -> forms.add(form(streamed)));
        return forms;
    }

    private Form form(StreamedBlock streamed) {
        Plan plan = whole.streaming(List.of(streamed));
        double cycles = costs.cycles(plan.work().streamed(streamed));
        return new Form(Optional.of(streamed), cycles, plan.peakBytes(streamed));
    }

    /** Which of its usable forms each block has, and from which block on others may be dearer. */
    private record Choice(List<Integer> indices, int firstFree, double cycles) {
        static Choice cheapest(List<List<Form>> forms) {
            return new Choice(Collections.nCopies(forms.size(), 0), 0, 0);
        }

        List<Choice> dearer(List<List<Form>> forms) {
            return IntStream.range(firstFree, forms.size())
                    .filter(block -> indices.get(block) + 1 < forms.get(block).size())
                    .mapToObj(block -> dearer(forms.get(block), block))
                    .toList();
        }

        private Choice dearer(List<Form> forms, int block) {
            int index = indices.get(block);
            List<Integer> changed = new ArrayList<>(indices);
            changed.set(block, index + 1);
            double more = forms.get(index + 1).cycles() - forms.get(index).cycles();
            return new Choice(List.copyOf(changed), block, cycles + more);
        }

        List<Form> of(List<List<Form>> forms) {
            return IntStream.range(0, forms.size())
                    .mapToObj(block -> forms.get(block).get(indices.get(block)))
                    .toList();
        }
    }

    private Optional<Plan> bestFirst(List<List<Form>> forms, int limitBytes) {
        PriorityQueue<Choice> queue = new PriorityQueue<>(Comparator.comparingDouble(Choice::cycles));
        queue.add(Choice.cheapest(forms));
        int layouts = 0;
        for (int tries = 0; tries < TRIES && layouts < LAYOUTS && !queue.isEmpty(); tries++) {
            Choice choice = queue.remove();
            Plan plan = plan(choice.of(forms));
            if (plan.peakBytes() <= limitBytes) {
                layouts++;
                if (plan.arenaBytes() <= limitBytes) {
                    return Optional.of(plan);
                }
            }
            queue.addAll(choice.dearer(forms));
        }
        return Optional.empty();
    }

    /** No longer the cheapest for sure, but soon found. */
    private Optional<Plan> tightened(int limitBytes, int leastBytes) {
        return IntStream.iterate(limitBytes, bytes -> bytes >= leastBytes, bytes -> (int) (bytes * TIGHTER))
                .mapToObj(bytes ->
                        plan(usable(bytes).stream().map(forms -> forms.get(0)).toList()))
                .filter(plan -> plan.peakBytes() <= limitBytes && plan.arenaBytes() <= limitBytes)
                .findFirst();
    }

    Plan plan(List<Form> forms) {
        return whole.streaming(
                forms.stream().flatMap(form -> form.streamed().stream()).toList());
    }
}
