package dev.tinyrig.rig.bench.board.probe;

import dev.tinyrig.rig.bench.board.ChipId;
import dev.tinyrig.rig.bench.board.Trouble;
import dev.tinyrig.rig.bench.board.Trouble.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Several ways into one board: where a probe is locked or its tool fails, the next is tried. What a probe found out, such as
 * another chip or flash that differs, is no reason to try another.
 */
public final class ProbeLadder implements Probe {
    private final String board;
    private final List<Way> ways;
    private volatile String worked = "none";

    /** @param ways in the order in which they are tried, at least one */
    public ProbeLadder(String board, List<Way> ways) {
        this.board = board;
        this.ways = List.copyOf(ways);
    }

    /**
     * One way into the board.
     *
     * @param name for messages, such as {@code openocd}
     */
    public record Way(String name, Probe probe) {}

    @Override
    public ChipId chip() {
        return firstThatWorks(Probe::chip);
    }

    @Override
    public void program(Job job) {
        firstThatWorks(doing(probe -> probe.program(job)));
    }

    @Override
    public void reset() {
        firstThatWorks(doing(Probe::reset));
    }

    @Override
    public void verify(Path elf) {
        firstThatWorks(doing(probe -> probe.verify(elf)));
    }

    @Override
    public int word(long address) {
        return firstThatWorks(probe -> probe.word(address));
    }

    @Override
    public Optional<CoreState> core() {
        return firstThatWorks(Probe::core);
    }

    @Override
    public String way() {
        return worked;
    }

    private interface Work {
        void on(Probe probe);
    }

    private static Function<Probe, Boolean> doing(Work work) {
        return probe -> {
            work.on(probe);
            return true;
        };
    }

    private <T> T firstThatWorks(Function<Probe, T> work) {
        List<String> failures = new ArrayList<>();
        for (Way way : ways) {
            try {
                T result = work.apply(way.probe());
                worked = way.name();
                return result;
            } catch (Trouble e) {
                if (e.part() != Part.PROBE || ways.size() == 1) {
                    throw e;
                }
                failures.add("by %s: %s".formatted(way.name(), e.getMessage()));
            }
        }
        throw new Trouble(Part.PROBE, "%s: no way into it: %s".formatted(board, String.join("; ", failures)));
    }
}
