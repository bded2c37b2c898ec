package dev.tinyrig.rig.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinyrig.rig.bench.sim.SimMachines;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.memory.Bus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The registers of each chip once the harness has started it, on the simulator: the frequencies that follow from them are the
 * target's, and all that the manuals limit is within its limits.
 */
final class ClockTreeTest {
    private final Path folder;

    ClockTreeTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void needsTheCrossCompiler() {
        assumeTrue(
                Command.isInstalled(CrossBuild.GCC), CrossBuild.GCC + " is not installed: NO clock tree was checked");
    }

    /** Inclusive, in MHz. */
    private record Range(double least, double most) {}

    /** What the bits of a mask in a register must be. */
    private record Bits(int address, int mask, int value) {}

    /**
     * What manuals and datasheets ask for.
     *
     * @param flash up to how many MHz of the AHB a number of wait states will do at the highest core voltage, from 2.7 V: the
     *     index is the number
     * @param voltage registers that make the core voltage which the frequency needs
     */
    private record Limits(
            String name, List<Integer> flash, Range input, Range vco, double apb1, double apb2, List<Bits> voltage) {
        Target target() {
            return Targets.load().named(name);
        }

        int waitStates(double hz) {
            return (int) flash.stream().filter(most -> hz > most * 1e6).count();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** RM0090 3.5.1, RM0385 3.3.2, RM0410 3.3.2. */
    private static final List<Integer> BY_30 = List.of(30, 60, 90, 120, 150, 180, 210, 216);

    private static final Range F4_INPUT = new Range(0.95, 2.1);
    private static final Range F4_VCO = new Range(100, 432);

    static Stream<Limits> limits() {
        return Stream.of(
                // VOS of PWR_CR, RM0090 5.4.1: scale 1
                new Limits(
                        "stm32f405", BY_30, F4_INPUT, F4_VCO, 42, 84, List.of(new Bits(0x40007000, 1 << 14, 1 << 14))),
                // RM0402 3.4.1 and 5.4.1
                new Limits(
                        "stm32f412",
                        List.of(30, 64, 90, 100),
                        F4_INPUT,
                        F4_VCO,
                        50,
                        100,
                        List.of(new Bits(0x40007000, 3 << 14, 3 << 14))),
                // ODEN and ODSWEN of PWR_CR1, RM0385 4.4.1, RM0410 4.4.1
                new Limits(
                        "stm32f746", BY_30, F4_INPUT, F4_VCO, 54, 108, List.of(new Bits(0x40007000, 3 << 16, 3 << 16))),
                new Limits(
                        "stm32f765", BY_30, F4_INPUT, F4_VCO, 54, 108, List.of(new Bits(0x40007000, 3 << 16, 3 << 16))),
                // RM0433 4.3.8; the LDO alone in PWR_CR3, VOS of PWR_D3CR is scale 1, ODEN of SYSCFG_PWRCR makes it
                // scale 0
                new Limits(
                        "stm32h743",
                        List.of(70, 140, 210, 225, 240),
                        new Range(2, 16),
                        new Range(192, 960),
                        120,
                        120,
                        List.of(
                                new Bits(0x5802480C, 7, 2),
                                new Bits(0x58024818, 3 << 14, 3 << 14),
                                new Bits(0x5800042C, 1, 1))),
                // RM0455 4.3.8; the SMPS alone in PWR_CR3, VOS of PWR_SRDCR is scale 0
                new Limits(
                        "stm32h7a3",
                        List.of(44, 88, 132, 176, 220, 264, 280),
                        new Range(2, 16),
                        new Range(128, 560),
                        140,
                        140,
                        List.of(new Bits(0x5802480C, 7, 4), new Bits(0x58024818, 3 << 14, 3 << 14))),
                // RM0432 3.3.3, 5.4: VOS of PWR_CR1 is range 1, R1MODE of PWR_CR5 is 0 for boost, IOSV of PWR_CR2 feeds
                // port G
                new Limits(
                        "stm32l4r5",
                        List.of(20, 40, 60, 80, 100, 120),
                        new Range(2.66, 16),
                        new Range(64, 344),
                        120,
                        120,
                        List.of(
                                new Bits(0x40007000, 3 << 9, 1 << 9),
                                new Bits(0x40007080, 1 << 8, 0),
                                new Bits(0x40007004, 1 << 9, 1 << 9))));
    }

    @Test
    void everyTargetIsChecked() {
        assertThat(limits().map(Limits::target))
                .containsExactlyElementsOf(Targets.load().all());
    }

    /** Frequencies in Hz, from the source to the buses. */
    private record Tree(double input, double vco, double core, double ahb, double apb1, double apb2) {}

    @ParameterizedTest
    @MethodSource("limits")
    void everyFrequencyIsTheTargetsAndAllowedAndHasItsVoltage(Limits limits) throws IOException {
        Target target = limits.target();
        Bus bus = started(target);

        Tree tree = tree(target, bus);

        requireFrequencies(limits, tree, bus);
        requireBaudRate(target, tree, bus);
        assertThat(limits.voltage()).isNotEmpty().allSatisfy(bits -> assertThat(
                        bus.read32(bits.address()) & bits.mask())
                .isEqualTo(bits.value()));
    }

    private static void requireFrequencies(Limits limits, Tree tree, Bus bus) {
        Target target = limits.target();
        assertThat(tree.core()).isEqualTo((double) target.clocks().coreHz());
        assertThat(tree.input() / 1e6)
                .isBetween(limits.input().least(), limits.input().most());
        assertThat(tree.vco() / 1e6)
                .isBetween(limits.vco().least(), limits.vco().most());
        assertThat(tree.apb1() / 1e6).isLessThanOrEqualTo(limits.apb1());
        assertThat(tree.apb2() / 1e6).isLessThanOrEqualTo(limits.apb2());
        int waitStates = bus.read32(flashAcr(target)) & 0xF;
        assertThat(waitStates).isEqualTo(target.clocks().flashWaitStates()).isEqualTo(limits.waitStates(tree.ahb()));
    }

    private static void requireBaudRate(Target target, Tree tree, Bus bus) {
        boolean lowPower = target.console().uart().startsWith("LP");
        int divider = bus.read32((int) target.console().base() + (target.port().equals("stm32f4") ? 0x08 : 0x0C));

        double clock = (target.console().base() & 0x10000) != 0 ? tree.apb2() : tree.apb1();

        assertThat(clock).isEqualTo((double) target.console().clockHz());
        assertThat((lowPower ? 256 : 1) * clock / divider)
                .isCloseTo(
                        target.console().baud(), within(0.002 * target.console().baud()));
    }

    private Bus started(Target target) throws IOException {
        assertThat(CrossBuild.run(folder, target, 4096).output()).isEmpty();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Image image = Image.read(folder.resolve(CrossBuild.IMAGE), target);
        Machine machine = SimMachines.start(SimMachines.of(target), image, said::write);
        machine.run(2_000_000);
        assertThat(said.toString(StandardCharsets.US_ASCII)).contains("m-ready");
        return machine.cpu().bus;
    }

    private static int flashAcr(Target target) {
        return switch (target.port()) {
            case "stm32f4", "stm32f7" -> 0x40023C00;
            case "stm32l4" -> 0x40022000;
            default -> 0x52002000;
        };
    }

    private static Tree tree(Target target, Bus bus) {
        return switch (target.port()) {
            case "stm32f4", "stm32f7" -> treeOfF4(target, bus);
            case "stm32l4" -> treeOfL4(target, bus);
            default -> treeOfH7(target, bus);
        };
    }

    /** RM0090 7.3.2, 7.3.3 and RM0385 5.3.2, 5.3.3: RCC_PLLCFGR and RCC_CFGR. */
    private static Tree treeOfF4(Target target, Bus bus) {
        int pll = bus.read32(0x40023804);
        int cfgr = bus.read32(0x40023808);
        assertThat(pll >> 22 & 1).as("PLLSRC is HSE").isEqualTo(1);
        assertThat(cfgr >> 2 & 3).as("SWS is PLL").isEqualTo(2);
        double input = (double) target.clocks().hseHz() / (pll & 0x3F);
        double vco = input * (pll >> 6 & 0x1FF);
        double core = vco / (2 * (pll >> 16 & 3) + 2);
        double ahb = core / hpre(cfgr >> 4);
        return new Tree(input, vco, core, ahb, ahb / ppre(cfgr >> 10), ahb / ppre(cfgr >> 13));
    }

    /** RM0433 8.7: RCC_PLLCKSELR, RCC_PLL1DIVR, RCC_D1CFGR, RCC_D2CFGR, RCC_CFGR; the same bits in RM0455. */
    private static Tree treeOfH7(Target target, Bus bus) {
        int select = bus.read32(0x58024428);
        int dividers = bus.read32(0x58024430);
        int d1 = bus.read32(0x58024418);
        int d2 = bus.read32(0x5802441C);
        assertThat(select & 3).as("PLLSRC is HSE").isEqualTo(2);
        assertThat(bus.read32(0x58024410) >> 3 & 7).as("SWS is PLL1").isEqualTo(3);
        assertThat(bus.read32(0x5802442C) & 0x1000E)
                .as("PLL1: P runs, wide VCO, input of 2 to 4 MHz")
                .isEqualTo(0x10004);
        double input = (double) target.clocks().hseHz() / (select >> 4 & 0x3F);
        double vco = input * ((dividers & 0x1FF) + 1);
        double core = vco / ((dividers >> 9 & 0x7F) + 1) / hpre(d1 >> 8);
        double ahb = core / hpre(d1);
        return new Tree(input, vco, core, ahb, ahb / ppre(d2 >> 4), ahb / ppre(d2 >> 8));
    }

    /** RM0432 6.4.3 and 6.4.4: RCC_CFGR and RCC_PLLCFGR. */
    private static Tree treeOfL4(Target target, Bus bus) {
        int pll = bus.read32(0x4002100C);
        int cfgr = bus.read32(0x40021008);
        assertThat(pll & 3).as("PLLSRC is HSI16").isEqualTo(2);
        assertThat(cfgr >> 2 & 3).as("SWS is PLL").isEqualTo(3);
        double input = (double) target.clocks().hseHz() / ((pll >> 4 & 0xF) + 1);
        double vco = input * (pll >> 8 & 0x7F);
        double core = vco / (2 * (pll >> 25 & 3) + 2);
        double ahb = core / hpre(cfgr >> 4);
        return new Tree(input, vco, core, ahb, ahb / ppre(cfgr >> 8), ahb / ppre(cfgr >> 11));
    }

    /** Below 8 it does not divide, from there by 2 to 16. */
    private static int hpre(int bits) {
        return (bits & 8) == 0 ? 1 : 2 << (bits & 7);
    }

    /** Below 4 it does not divide, from there by 2 to 16. */
    private static int ppre(int bits) {
        return (bits & 4) == 0 ? 1 : 2 << (bits & 3);
    }
}
