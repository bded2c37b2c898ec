package dev.tinyrig.rig.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TargetsTest {
    private static final Path DESCRIPTIONS = Path.of("src/main/resources/dev/tinyrig/rig/target");

    static List<Target> all() {
        return Targets.load().all();
    }

    @Test
    void readsEveryFieldOfADescription() {
        Target f405 = Targets.load().named("stm32f405");

        assertThat(f405)
                .isEqualTo(new Target(
                        "stm32f405",
                        "STM32F405, Cortex-M4F at 168 MHz, 128 KB SRAM, 1 MB flash",
                        Core.CORTEX_M4,
                        "fpv4-sp-d16",
                        "stm32f4",
                        0x413,
                        new Target.Clocks(168_000_000, 25_000_000, 5),
                        new MemoryRegion("flash", 0x0800_0000L, 1 << 20),
                        new MemoryRegion("sram", 0x2000_0000L, 128 << 10),
                        List.of(new MemoryRegion("ccm", 0x1000_0000L, 64 << 10)),
                        new Target.Caches(0, 0, true),
                        new MemoryTiming(
                                new MemoryTiming.Flash(MemoryTiming.Banks.SINGLE, 128, 128, 1024, 128),
                                new MemoryTiming.Tcm(0, 0),
                                new MemoryTiming.LineFills(0, 0)),
                        new Target.Console(
                                "USART1",
                                0x4001_1000L,
                                37,
                                115_200,
                                84_000_000,
                                new Target.Pin("A", 9, 7),
                                new Target.Pin("A", 10, 7)),
                        1.37));
    }

    @Test
    void listsEveryDescriptionThatIsThere() throws IOException {
        List<String> files;
        try (Stream<Path> paths = Files.list(DESCRIPTIONS)) {
            files = paths.map(path -> path.getFileName().toString()).sorted().toList();
        }

        assertThat(all()).extracting(target -> target.name() + ".yaml").isEqualTo(files);
    }

    @ParameterizedTest
    @MethodSource("all")
    void memoriesDoNotOverlap(Target target) {
        List<MemoryRegion> regions = Stream.concat(
                        Stream.of(target.flash(), target.sram()), target.otherMemories().stream())
                .sorted((a, b) -> Long.compare(a.origin(), b.origin()))
                .toList();

        for (int i = 1; i < regions.size(); i++) {
            assertThat(regions.get(i).origin())
                    .as(regions.get(i).name())
                    .isGreaterThanOrEqualTo(regions.get(i - 1).end());
        }
    }

    @Test
    void unknownTargetListsTheKnownOnes() {
        assertThatThrownBy(() -> Targets.load().named("stm32f999"))
                .isInstanceOf(TargetException.class)
                .hasMessage("unknown target 'stm32f999'; known are "
                        + "stm32f405, stm32f412, stm32f746, stm32f765, stm32h743, stm32h7a3, stm32l4r5");
    }

    @Test
    void singleBankReadsTwiceAsMuchOnAnL4r5() {
        Target dual = Targets.load().named("stm32l4r5");

        assertThat(dual.memoryTiming().flash().readBits()).isEqualTo(64);
        assertThat(dual.inSingleBank().memoryTiming().flash().readBits()).isEqualTo(128);
        assertThat(dual.inSingleBank().memoryTiming().flash().banks()).isEqualTo(MemoryTiming.Banks.SINGLE);
    }

    @Test
    void flashWidthThatNoPartHasIsNamed() throws IOException {
        String yaml =
                Files.readString(DESCRIPTIONS.resolve("stm32f405.yaml")).replace("readBits: 128,", "readBits: 96,");

        assertThatThrownBy(() -> Targets.parse(yaml))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("not 96");
    }

    @Test
    void unknownFieldIsNamed() throws IOException {
        String yaml = Files.readString(DESCRIPTIONS.resolve("stm32f405.yaml")) + "\nflashh: 3\n";

        assertThatThrownBy(() -> Targets.parse(yaml))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("\"flashh\"");
    }

    @Test
    void missingFieldIsNamed() throws IOException {
        String yaml = Files.readString(DESCRIPTIONS.resolve("stm32f405.yaml")).replace("flashWaitStates: 5", "");

        assertThatThrownBy(() -> Targets.parse(yaml))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("flashWaitStates");
    }

    @Test
    void fieldOutOfRangeIsNamed() throws IOException {
        String yaml = Files.readString(DESCRIPTIONS.resolve("stm32f405.yaml")).replace("bytes: 131072", "bytes: 0");

        assertThatThrownBy(() -> Targets.parse(yaml))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("memory region sram at 0x20000000 with 0 bytes");
    }

    @Test
    void pinThatNoChipHasIsNamed() throws IOException {
        String yaml = Files.readString(DESCRIPTIONS.resolve("stm32f405.yaml")).replace("number: 10", "number: 16");

        assertThatThrownBy(() -> Targets.parse(yaml))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("no pin PA16");
    }

    @Test
    void textThatIsNotYamlIsRefused() {
        assertThatThrownBy(() -> Targets.parse("{name: [")).isInstanceOf(TargetException.class);
    }
}
