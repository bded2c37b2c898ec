package dev.tinyrig.rig.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RenodePlatformTest {
    private static final Path SCRIPTS = Path.of("../../renode-scripts");

    /**
     * What Renode 1.16.1 calls the parameters, properties and interrupts of each type that we name; from its sources, commit
     * add012af of renode-infrastructure. A lone arrow is refused where a type has several interrupts and none is the default.
     */
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "Memory.MappedMemory", Set.of("size"),
            "Memory.ArrayMemory", Set.of("size", "initialValue"),
            "IRQControllers.NVIC", Set.of("priorityMask", "systickFrequency", "haltSystickOnDeepSleep", "IRQ ->"),
            "CPU.CortexM", Set.of("cpuType", "PerformanceInMips", "nvic"),
            "Miscellaneous.DWT", Set.of("frequency"),
            "UART.STM32_UART", Set.of("frequency", "->", "IRQ ->", "DMARequest ->"),
            "UART.STM32F7_USART", Set.of("frequency", "lowPowerMode", "IRQ ->", "ReceiveDmaRequest ->"));

    private static final Pattern ENTRY = Pattern.compile("\\w+: (\\S+) @ sysbus [^{]*\\{ (.*) }");
    private static final Pattern NAME = Pattern.compile("(\\w+)(?=:)|(\\w+ )?->");

    static List<Target> targets() {
        return Targets.load().all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void committedPlatformIsTheGeneratedOne(Target target) throws IOException {
        Golden.assertEqual(SCRIPTS.resolve(target.name() + ".repl"), RenodePlatform.platform(target));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void committedScriptIsTheGeneratedOne(Target target) throws IOException {
        Golden.assertEqual(SCRIPTS.resolve(target.name() + ".resc"), RenodePlatform.script(target));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyNameIsOneThatRenodeHas(Target target) {
        List<String> entries = RenodePlatform.platform(target)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("//"))
                .toList();

        assertThat(entries).hasSizeGreaterThan(6).allSatisfy(entry -> {
            Matcher parts = ENTRY.matcher(entry);
            assertThat(parts.matches()).as(entry).isTrue();
            assertThat(KNOWN).containsKey(parts.group(1));
            assertThat(names(parts.group(2))).isNotEmpty().isSubsetOf(KNOWN.get(parts.group(1)));
        });
    }

    private static List<String> names(String attributes) {
        return NAME.matcher(attributes).results().map(MatchResult::group).toList();
    }

    @Test
    void everyCommittedPlatformHasATarget() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            List<String> platforms = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".repl"))
                    .sorted()
                    .toList();

            assertThat(platforms)
                    .isEqualTo(targets().stream()
                            .map(target -> target.name() + ".repl")
                            .toList());
        }
    }
}
