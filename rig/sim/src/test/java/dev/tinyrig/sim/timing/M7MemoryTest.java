package dev.tinyrig.sim.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.cpu.ExceptionUnit;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.timing.TimingDescription.Caches;
import dev.tinyrig.sim.timing.TimingDescription.FlashLines;
import dev.tinyrig.sim.timing.TimingDescription.LineFills;
import dev.tinyrig.sim.timing.TimingDescription.Tcm;
import org.junit.jupiter.api.Test;

/** Caches of 4 KB as on an STM32F746. */
final class M7MemoryTest {
    private static final int FLASH = 0x08000000;
    private static final int SRAM = 0x20010000;
    private static final int DTCM = 0x20000000;
    private static final int CACHES_ON = 3 << 16;
    private static final int CODE_FILL = 13;
    private static final int RAM_FILL = 5;
    private static final int WAY_OF_CODE = 2048;
    private static final int WAY_OF_DATA = 1024;

    private final ExceptionUnit control = new Cpu(new Bus(), FpuKind.FPV5_SP_D16).exceptions;
    private final M7Memory memory = new M7Memory(
            control,
            new TimingDescription(
                    new FlashLines(32, 0, 0),
                    new Caches(4096, 4096),
                    new Tcm(16384, 65536),
                    new LineFills(CODE_FILL, RAM_FILL)));

    @Test
    void lineIsFilledOnceWithTheCacheOn() {
        control.ccr |= CACHES_ON;

        assertThat(memory.fetch(FLASH, 4)).isEqualTo(CODE_FILL);
        assertThat(memory.fetch(FLASH + 28, 4)).isZero();
        assertThat(memory.fetch(FLASH + 32, 4)).isEqualTo(CODE_FILL);
        assertThat(memory.fetch(FLASH, 4)).isZero();
    }

    @Test
    void dataOfFlashAndRamHaveFillsOfTheirOwn() {
        control.ccr |= CACHES_ON;

        assertThat(memory.read(FLASH)).isEqualTo(CODE_FILL);
        assertThat(memory.read(SRAM)).isEqualTo(RAM_FILL);
        assertThat(memory.read(SRAM + 28)).isZero();
        assertThat(memory.read(FLASH + 4)).isZero();
    }

    @Test
    void withoutCachesEveryLineIsFilledAgain() {
        memory.fetch(FLASH, 4);
        memory.fetch(FLASH + 32, 4);
        memory.read(SRAM);

        assertThat(memory.fetch(FLASH, 4)).isEqualTo(CODE_FILL);
        assertThat(memory.read(SRAM)).isEqualTo(RAM_FILL);
    }

    @Test
    void codeHasTwoWaysAndDataFour() {
        control.ccr |= CACHES_ON;
        memory.fetch(FLASH, 4);
        memory.fetch(FLASH + WAY_OF_CODE, 4);
        memory.fetch(FLASH + 2 * WAY_OF_CODE, 4);
        for (int way = 0; way < 4; way++) {
            memory.read(SRAM + way * WAY_OF_DATA);
        }

        assertThat(memory.fetch(FLASH, 4)).as("the first of three").isEqualTo(CODE_FILL);
        assertThat(memory.read(SRAM)).as("the first of four").isZero();
        assertThat(memory.read(SRAM + 4 * WAY_OF_DATA)).isEqualTo(RAM_FILL);
    }

    @Test
    void writeAllocatesWithoutAStall() {
        control.ccr |= CACHES_ON;

        assertThat(memory.write(SRAM)).isZero();
        assertThat(memory.read(SRAM + 4)).isZero();
    }

    @Test
    void tightlyCoupledMemoryNeverMisses() {
        assertThat(memory.read(DTCM)).isZero();
        assertThat(memory.read(DTCM + 65532)).isZero();
        assertThat(memory.fetch(0x00000100, 4)).isZero();
    }
}
