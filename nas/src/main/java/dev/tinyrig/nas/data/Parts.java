package dev.tinyrig.nas.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a data set has for training, for choosing between networks, and for judging the chosen one. */
public record Parts<R>(List<R> training, List<R> validation, List<R> test) {
    public Parts {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /** Each part followed by the other's. */
    public Parts<R> and(Parts<R> other) {
        return new Parts<>(
                joined(training, other.training), joined(validation, other.validation), joined(test, other.test));
    }

    private static <R> List<R> joined(List<R> first, List<R> second) {
        List<R> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** All of it, part by part. */
    public Stream<R> stream() {
        return Stream.of(training, validation, test).flatMap(List::stream);
    }

    public int size() {
        return training.size() + validation.size() + test.size();
    }
}
