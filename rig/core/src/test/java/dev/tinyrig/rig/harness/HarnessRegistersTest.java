package dev.tinyrig.rig.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.TargetHeader;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the ports believe of their chips, against what ST's headers say. */
final class HarnessRegistersTest {
    private static final Path FACTS = HarnessTree.ROOT.resolve("test/registers.csv");

    private final Path folder;

    HarnessRegistersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static List<Target> targets() {
        return Targets.load().all();
    }

    /** One line of the table. */
    private record Fact(String target, String harness, String st, String value) {
        static Fact of(String line) {
            String[] fields = line.split(",", -1);
            return new Fact(fields[0], fields[1], fields[2], fields[3]);
        }

        String check() {
            return "    same(\"%s\", (uint32_t)(%s), %su);%n".formatted(st, harness, value);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void registersAndBitsAreWhereStHasThem(Target target) throws IOException {
        List<Fact> facts = Files.readAllLines(FACTS).stream()
                .filter(line -> line.startsWith(target.name() + ","))
                .map(Fact::of)
                .toList();
        assertThat(facts).hasSizeGreaterThan(25);
        Files.writeString(folder.resolve(TargetHeader.FILE_NAME), TargetHeader.of(target));
        Files.writeString(folder.resolve("program.c"), program(target, facts));

        Command build = Command.run(
                folder,
                new byte[0],
                List.of("gcc", "-std=c11", "-Wall", "-Werror", "-I" + HarnessTree.ROOT, "-I.", "program.c", "-o", "p"));
        assertThat(build.output()).isEmpty();

        assertThat(Command.run(folder, new byte[0], List.of("./p")).output()).isEmpty();
    }

    private static String program(Target target, List<Fact> facts) {
        StringBuilder checks = new StringBuilder();
        facts.forEach(fact -> checks.append(fact.check()));
        return """
                #include "port_%s.c"
                #include <stdio.h>

                bool port_wait(uint32_t address, uint32_t mask, uint32_t value) { return address + mask + value != 0; }
                void port_start_caches(void) {}
                static void same(const char *name, uint32_t seen, uint32_t wanted)
                {
                    if (seen != wanted) {
                        printf("%%s is 0x%%08x, not 0x%%08x\\n", name, wanted, seen);
                    }
                }

                int main(void)
                {
                %s}
                """
                .formatted(target.port(), checks);
    }
}
