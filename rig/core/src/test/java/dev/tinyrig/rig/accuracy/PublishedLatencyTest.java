package dev.tinyrig.rig.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tinyrig.rig.target.MemoryTiming;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublishedLatencyTest {
    private static final String NAMES = "image,target,banks,input,published_ms,source\n";

    @TempDir
    private Path folder = Path.of("");

    private Path list(String text) throws IOException {
        return Files.writeString(folder.resolve("list.csv"), text);
    }

    private static Trial.Result result(double publishedMs, double predictedMs) {
        PublishedLatency row =
                new PublishedLatency("a.bin", "stm32l4r5", MemoryTiming.Banks.DUAL, "int8:4", publishedMs, "a log");
        return new Trial.Result(row, "cortex-m4", Optional.empty(), Optional.of(predictedMs), Optional.empty());
    }

    @Test
    void everyRowOfTheCommittedListNamesAKnownTargetAndInput() {
        List<PublishedLatency> rows = PublishedLatency.readAll(Path.of("../sim/accuracy/mlperf-tiny.csv"));

        assertThat(rows).hasSizeGreaterThan(30).allSatisfy(row -> {
            assertThat(Targets.load().named(row.target())).isNotNull();
            assertThat(InputKind.named(row.input()).bytes().length()).isPositive();
        });
    }

    @Test
    void readsBanksAndMilliseconds() throws IOException {
        Path list = list(NAMES + "a/b.bin,stm32l4r5,SINGLE,int8:490,43.25,log of v1.2\n");

        assertThat(PublishedLatency.readAll(list))
                .containsExactly(new PublishedLatency(
                        "a/b.bin", "stm32l4r5", MemoryTiming.Banks.SINGLE, "int8:490", 43.25, "log of v1.2"));
    }

    @Test
    void refusesAListWithoutLatencies() throws IOException {
        Path list = list("image,target\na.bin,stm32l4r5\n");

        assertThatThrownBy(() -> PublishedLatency.readAll(list))
                .isInstanceOf(AccuracyException.class)
                .hasMessageContaining("list.csv");
    }

    @Test
    void unknownInputSaysWhatIsKnown() {
        assertThatThrownBy(() -> InputKind.named("int16:4"))
                .hasMessage("unknown input 'int16:4'; write int8:N or float32:N");
    }

    @Test
    void spreadAveragesAbsoluteErrorsAndKeepsTheWorst() {
        Spread spread = Spread.of(List.of(result(100, 98), result(100, 106))).get(0);

        assertThat(spread.meanPercent()).isCloseTo(4, within(1e-9));
        assertThat(spread.worstPercent()).isCloseTo(6, within(1e-9));
        assertThat(spread.biasPercent()).isCloseTo(2, within(1e-9));
    }

    @Test
    void missingImageIsAFailedTrialNotAnException() {
        PublishedLatency row =
                new PublishedLatency("absent.bin", "stm32l4r5", MemoryTiming.Banks.DUAL, "int8:4", 1, "a log");

        Trial.Result result = new Trial(row, folder, 1).run();

        assertThat(result.failure().orElse("")).contains("absent.bin");
        assertThat(Spread.of(List.of(result)).get(0).failed()).isEqualTo(1);
    }
}
