package dev.tinyrig.rig.bench.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.bench.board.Desktop.Kind;
import dev.tinyrig.rig.bench.fake.BoardFault;
import dev.tinyrig.rig.bench.fake.FakeBoard.Strike;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.lab.Ledger;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Candidates of every kind on three boards that are struck by random faults: none is lost and none is blamed wrongly. */
@Timeout(120)
final class HundredFaultsTest {
    private static final int CANDIDATES = 600;
    private static final int BOARDS = 3;
    private static final double PROBABILITY = 0.18;
    private static final int TALK_BYTES = 1_100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void noneOfSixHundredCandidatesIsLostOrBlamedForAFaultOfTheRig() throws Exception {
        AtomicInteger strikes = new AtomicInteger();
        try (Ledger ledger = Ledger.open(folder.resolve("state"))) {
            Desktop desktop = new Desktop(folder, ledger.records());
            Golden golden = desktop.golden();
            List<Firmware> candidates = IntStream.range(1, CANDIDATES + 1)
                    .mapToObj(number -> desktop.firmware(kind(number), number))
                    .toList();
            List<BoardBench> benches = IntStream.range(0, BOARDS)
                    .mapToObj(number ->
                            desktop.bench("board-" + number, desktop.board(number, random(number, strikes)), golden))
                    .toList();
            try (Lab lab = new Lab(benches, ledger)) {
                List<Outcome> outcomes = run(lab, desktop, candidates);

                for (int i = 0; i < CANDIDATES; i++) {
                    assertThat(verdict(outcomes.get(i)))
                            .as("candidate %d", i + 1)
                            .isEqualTo(expected(candidates, i));
                }
                assertThat(strikes.get()).isGreaterThanOrEqualTo(100);
                assertThat(lab.faults())
                        .hasSizeGreaterThan(50)
                        .allMatch(fault -> fault.errorClass() == ErrorClass.INFRASTRUCTURE);
                assertThat(ledger.leases()).isEmpty();
            }
        }
    }

    private static List<Outcome> run(Lab lab, Desktop desktop, List<Firmware> candidates) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(BOARDS);
        try {
            List<Future<Outcome>> futures = candidates.stream()
                    .map(candidate -> threads.submit(() -> lab.run(candidate, desktop.workload(), Desktop.TARGET)))
                    .toList();
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Kind kind(int number) {
        return switch (number % 10) {
            case 0 -> Kind.HANGING;
            case 1 -> Kind.CRASHING;
            case 2 -> Kind.WRONG;
            default -> Kind.SOUND;
        };
    }

    private static String expected(List<Firmware> candidates, int index) {
        return switch (kind(index + 1)) {
            case SOUND -> "measured " + Desktop.count(candidates.get(index));
            case HANGING, CRASHING -> "crashed";
            case WRONG -> "rejected";
        };
    }

    private static String verdict(Outcome outcome) {
        return outcome.match(
                measured -> "measured " + measured.measurement().medianCount(),
                rejected -> "rejected",
                crashed -> "crashed");
    }

    /** Boards that were swapped need a person, so those faults are not drawn. */
    private static Supplier<Optional<Strike>> random(int seed, AtomicInteger strikes) {
        Random random = new Random(seed);
        List<BoardFault> faults = List.of(BoardFault.values()).stream()
                .filter(fault -> fault != BoardFault.FOREIGN_CHIP && fault != BoardFault.FOREIGN_CONSOLE)
                .toList();
        return () -> {
            if (random.nextDouble() >= PROBABILITY) {
                return Optional.empty();
            }
            strikes.incrementAndGet();
            return Optional.of(new Strike(faults.get(random.nextInt(faults.size())), random.nextInt(TALK_BYTES)));
        };
    }
}
