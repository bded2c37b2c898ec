package dev.tinyrig.sim.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinyrig.sim.Family;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.MachineDescription;
import dev.tinyrig.sim.MachineDescription.Core;
import dev.tinyrig.sim.MachineDescription.Memory;
import dev.tinyrig.sim.MachineDescription.UnknownMmio;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.device.Usart;
import dev.tinyrig.sim.timing.TimingDescription;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What C programs print, compiled in many ways, is what they print in QEMU. */
class ProgramsTest {
    private static final TimingDescription TIMING = new TimingDescription(
            new TimingDescription.FlashLines(16, 64, 8),
            new TimingDescription.Caches(4096, 4096),
            new TimingDescription.Tcm(0, 0),
            new TimingDescription.LineFills(13, 5));

    /** A core, and QEMU's machine that has it. */
    enum Part {
        M4_SOFT(Core.CORTEX_M4, FpuKind.FPV4_SP_D16, "netduinoplus2", 0x08000000, "-mfloat-abi=soft"),
        M4_HARD(Core.CORTEX_M4, FpuKind.FPV4_SP_D16, "netduinoplus2", 0x08000000, "-mfloat-abi=hard -mfpu=fpv4-sp-d16"),
        M7_SOFT(Core.CORTEX_M7, FpuKind.FPV5_D16, "mps2-an500", 0, "-mfloat-abi=soft"),
        M7_SINGLE(Core.CORTEX_M7, FpuKind.FPV5_D16, "mps2-an500", 0, "-mfloat-abi=hard -mfpu=fpv5-sp-d16"),
        M7_HARD(Core.CORTEX_M7, FpuKind.FPV5_D16, "mps2-an500", 0, "-mfloat-abi=hard -mfpu=fpv5-d16");

        private final Core core;
        private final FpuKind fpu;
        private final String board;
        private final int code;
        private final String flags;

        Part(Core core, FpuKind fpu, String board, int code, String flags) {
            this.core = core;
            this.fpu = fpu;
            this.board = board;
            this.code = code;
            this.flags = flags;
        }

        private CProgram compiled(String level, Path folder) {
            String cpu = core == Core.CORTEX_M4 ? "-mcpu=cortex-m4" : "-mcpu=cortex-m7";
            List<String> all = List.of((flags + " " + cpu + " " + level).split(" ", -1));
            return CProgram.compiled(folder, all, code);
        }

        private MachineDescription description() {
            return new MachineDescription(
                    core,
                    fpu,
                    Family.STM32F4,
                    List.of(Memory.flash("flash", code, 0x100000), Memory.ram("ram", 0x20000000, 0x20000)),
                    Usart.Layout.SR_DR,
                    0x40011000,
                    UnknownMmio.FAULT);
        }
    }

    static Stream<Arguments> builds() {
        return Stream.of(Part.values())
                .flatMap(part -> Stream.of("-O0", "-O2", "-O3", "-Os").map(level -> Arguments.of(part, level)));
    }

    @ParameterizedTest
    @MethodSource("builds")
    void programsPrintTheSameAsInQemu(Part part, String level, @TempDir Path folder) throws InterruptedException {
        assumeTrue(CProgram.canBeCompiled(), "SKIPPED: arm-none-eabi-gcc is not on the PATH, NO program ran");
        assumeTrue(QemuOracle.isInstalled(), "SKIPPED: qemu-system-arm is not on the PATH, nothing to compare with");
        CProgram program = part.compiled(level, folder);

        String there = new String(QemuOracle.runElf(part.board, program.elf(), folder), StandardCharsets.US_ASCII);
        String here = printed(Machine.of(part.description(), one -> {}), program, part);
        String timed = printed(Machine.timed(part.description(), TIMING, one -> {}), program, part);

        assertThat(there.lines()).hasSize(56).contains("list 9e3779b9: first -774, crc 5f4a", "calculated 42 -157");
        assertThat(here).isEqualTo(there);
        assertThat(timed).isEqualTo(there);
    }

    private static String printed(Machine machine, CProgram program, Part part) {
        machine.load(part.code, program.image());
        machine.reset();
        return Semihosting.run(machine);
    }
}
