package dev.tinyrig.nas.run;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Proposal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers the proposals that a log holds from it, and passes the others on. */
final class Remembering implements Evolution.Batch {
    private final Map<String, Evaluation> known;
    private final Evolution.Batch others;

    Remembering(Journal journal, Evolution.Batch others) {
        this.known = journal.all(Entry.Evaluated.class).stream()
                .map(Entry.Evaluated::evaluation)
                .collect(
                        Collectors.toMap(evaluation -> evaluation.architecture().key(), evaluation -> evaluation));
        this.others = others;
    }

    @Override
    public List<Evaluation> evaluate(List<Proposal> proposals) {
        Stream<Evaluation> remembered = proposals.stream()
                .map(Remembering::key)
                .filter(known::containsKey)
                .map(known::get);
        List<Proposal> unknown = proposals.stream()
                .filter(proposal -> !known.containsKey(key(proposal)))
                .toList();
        return Stream.concat(remembered, others.evaluate(unknown).stream())
                .sorted(Comparator.comparingInt(Evaluation::number))
                .toList();
    }

    private static String key(Proposal proposal) {
        return proposal.architecture().key();
    }
}
