package dev.tinyrig.rig.junit;

import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Counts over a whole run which tests had a bench; when it closes, a run in which none had is made to fail. */
final class Tally implements AutoCloseable {
    private final PrintStream out;
    private final boolean required;
    private final Map<String, String> ran = new ConcurrentHashMap<>();
    private final Set<String> without = new ConcurrentSkipListSet<>();

    /** @param required whether each test without a bench has failed already */
    Tally(PrintStream out, boolean required) {
        this.out = out;
        this.required = required;
    }

    /** A test runs on this bench. */
    void ran(String test, String bench) {
        ran.put(test, bench);
    }

    /** A test or class found no bench, or lost it. */
    void without(String test, String message) {
        ran.remove(test);
        if (without.add(test)) {
            out.println(message);
        }
    }

    @Override
    public void close() {
        if (ran.isEmpty() && without.isEmpty()) {
            return;
        }
        out.printf(
                "tinyrig: %d ran on %s, %d had no bench%n",
                ran.size(), ran.isEmpty() ? "nothing" : new TreeSet<>(ran.values()), without.size());
        if (ran.isEmpty() && !required) {
            throw new InfrastructureException(
                    "no test with @OnTarget ran, %d had no bench: such a run shows nothing; see the reason of each above"
                            .formatted(without.size()));
        }
    }
}
