package dev.tinyrig.sim;

import dev.tinyrig.sim.device.StoredRegisters;
import dev.tinyrig.sim.device.StoredRegisters.Ready;
import dev.tinyrig.sim.device.Usart;
import dev.tinyrig.sim.memory.Bus;
import dev.tinyrig.sim.memory.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An STM32 family: where its clock and power controllers are and which of their bits start-up code waits for. */
public enum Family {
    STM32F4,
    STM32F7,
    STM32H7,
    STM32L4;

    private static final int DEVICE_BYTES = 0x400;
    private static final int VOSRDY_AT_14 = 1 << 14;
    private static final int VOSRDY_AT_13 = 1 << 13;
    private static final int DBANK = 1 << 22;

    /** Where the registers of the flash interface are. */
    int flashInterfaceBase() {
        return switch (this) {
            case STM32F4, STM32F7 -> 0x40023c00;
            case STM32H7 -> 0x52002000;
            case STM32L4 -> 0x40022000;
        };
    }

    /**
     * The registers of the flash interface after reset, by offset: RM0090 3.9.1, RM0385 3.7.1, RM0433 4.9.1 and RM0432 3.7.1
     * and 3.7.8. On the L4 the caches are on from the start, and DBANK of FLASH_OPTR says how many banks there are.
     */
    Map<Integer, Integer> flashAfterReset(boolean dualBank) {
        return switch (this) {
            case STM32F4, STM32F7 -> Map.of();
            case STM32H7 -> Map.of(0x00, 0x37);
            case STM32L4 -> Map.of(0x00, 0x600, 0x20, dualBank ? 0xffeff8aa : 0xffeff8aa & ~DBANK);
        };
    }

    List<Region> regions() {
        List<Region> regions = new ArrayList<>(
                switch (this) {
                    case STM32F4 -> regions(0x40023800, rccOfF4(), 0x40007000, pwrOfF4());
                    case STM32F7 -> regions(0x40023800, rccOfF7(), 0x40007000, pwrOfF7());
                    case STM32H7 -> regions(0x58024400, rccOfH7(), 0x58024800, pwrOfH7());
                    case STM32L4 -> regions(0x40021000, rccOfL4(), 0x40007000, pwrOfL4());
                });
        if (this == STM32H7) {
            regions.add(Region.device("DBGMCU", 0x5c001000, DEVICE_BYTES, debugOfH7()));
        }
        return List.copyOf(regions);
    }

    /** A timer: its name in the manuals, its registers, the interrupts of its updates and compares, its bus and width. */
    record TimerPlace(String name, int base, int updateInterrupt, int compareInterrupt, int apb, long reload) {}

    /** All that a part of this family may have; the numbers are those of all four families (as for {@link #uarts}). */
    List<TimerPlace> timers() {
        int advanced = this == STM32L4 ? 0x40012c00 : 0x40010000;
        return List.of(
                new TimerPlace("TIM1", advanced, 25, 27, 2, 0xffffL),
                new TimerPlace("TIM2", 0x40000000, 28, 28, 1, 0xffffffffL),
                new TimerPlace("TIM3", 0x40000400, 29, 29, 1, 0xffffL),
                new TimerPlace("TIM4", 0x40000800, 30, 30, 1, 0xffffL),
                new TimerPlace("TIM5", 0x40000c00, 50, 50, 1, 0xffffffffL),
                new TimerPlace("TIM6", 0x40001000, 54, 54, 1, 0xffffL),
                new TimerPlace("TIM7", 0x40001400, 55, 55, 1, 0xffffL),
                new TimerPlace("TIM8", advanced + (this == STM32L4 ? 0x800 : 0x400), 44, 46, 2, 0xffffL));
    }

    /**
     * How many core cycles make one of the clock of the timers at an APB: that is twice the bus's, unless the bus is not
     * divided (RM0090 6.2, RM0385 5.2, RM0433 8.5, RM0432 6.2). TIMPRE is taken to be 0.
     */
    int timerDivider(Bus bus, int apb) {
        return switch (this) {
            case STM32F4, STM32F7 -> timerDivider(bus.read32(0x40023808) >>> (apb == 1 ? 10 : 13));
            case STM32L4 -> timerDivider(bus.read32(0x40021008) >>> (apb == 1 ? 8 : 11));
            case STM32H7 ->
                ahbDivider(bus.read32(0x58024418)) * timerDivider(bus.read32(0x5802441c) >>> (apb == 1 ? 4 : 8));
        };
    }

    /** PPRE: 0 to 3 do not divide, 4 to 7 divide by 2 to 16. */
    private static int timerDivider(int ppre) {
        return (ppre & 4) == 0 ? 1 : 1 << (ppre & 3);
    }

    /** HPRE: 0 to 7 do not divide, 8 to 15 divide by 2 to 512, without 32. */
    private static int ahbDivider(int hpre) {
        int power = hpre & 7;
        return (hpre & 8) == 0 ? 1 : 2 << (power < 4 ? power : power + 1);
    }

    /** A serial port: its name in the manuals, its registers and its interrupt. */
    public record Uart(String name, int base, int interrupt) {}

    /** All that a part of this family may have (the memory maps and vector tables of RM0090, RM0385, RM0433, RM0432). */
    public List<Uart> uarts() {
        List<Uart> uarts = new ArrayList<>(List.of(
                new Uart("USART1", this == STM32L4 ? 0x40013800 : 0x40011000, 37),
                new Uart("USART2", 0x40004400, 38),
                new Uart("USART3", 0x40004800, 39),
                new Uart("UART4", 0x40004c00, 52),
                new Uart("UART5", 0x40005000, 53)));
        switch (this) {
            case STM32F4 -> uarts.add(new Uart("USART6", 0x40011400, 71));
            case STM32F7, STM32H7 -> {
                uarts.add(new Uart("USART6", 0x40011400, 71));
                uarts.add(new Uart("UART7", 0x40007800, 82));
                uarts.add(new Uart("UART8", 0x40007c00, 83));
            }
            case STM32L4 -> uarts.add(new Uart("LPUART1", 0x40008000, 70));
        }
        if (this == STM32H7) {
            uarts.add(new Uart("LPUART1", 0x58000c00, 142));
        }
        return List.copyOf(uarts);
    }

    /** How the registers of these serial ports are laid out. */
    public Usart.Layout layout() {
        return this == STM32F4 ? Usart.Layout.SR_DR : Usart.Layout.ISR_RDR_TDR;
    }

    private static List<Region> regions(int rccBase, StoredRegisters rcc, int pwrBase, StoredRegisters pwr) {
        return List.of(
                Region.device("RCC", rccBase, DEVICE_BYTES, rcc), Region.device("PWR", pwrBase, DEVICE_BYTES, pwr));
    }

    /** RM0090 6.3: HSION, HSEON, PLLON and PLLI2SON of RCC_CR answer one bit higher, SW of RCC_CFGR two. */
    private static StoredRegisters rccOfF4() {
        return new StoredRegisters(
                Map.of(0x00, 0x83, 0x04, 0x24003010), withOscillators(0x05010001, new Ready(0x08, 0x3, 0x08, 2)));
    }

    /** RM0090 5.4.2. */
    private static StoredRegisters pwrOfF4() {
        return new StoredRegisters(Map.of(0x04, VOSRDY_AT_14), List.of());
    }

    /** RM0385 5.3: as on the F4, and PLLSAION. */
    private static StoredRegisters rccOfF7() {
        return new StoredRegisters(
                Map.of(0x00, 0x83, 0x04, 0x24003010), withOscillators(0x15010001, new Ready(0x08, 0x3, 0x08, 2)));
    }

    /** RM0385 4.4: ODEN and ODSWEN of PWR_CR1 answer in PWR_CSR1. */
    private static StoredRegisters pwrOfF7() {
        return new StoredRegisters(Map.of(0x04, VOSRDY_AT_14), List.of(new Ready(0x00, 3 << 16, 0x04, 0)));
    }

    /** RM0433 8.7.2 and 8.7.7: CSI, HSI48, HSE and the PLLs answer one bit higher, HSI two, SW of RCC_CFGR three. */
    private static StoredRegisters rccOfH7() {
        return new StoredRegisters(
                Map.of(0x00, 0x25),
                withOscillators(0x15011080, new Ready(0x00, 0x1, 0x00, 2), new Ready(0x10, 0x7, 0x10, 3)));
    }

    /** RM0433 6.8: ACTVOSRDY of PWR_CSR1 and VOSRDY of PWR_D3CR. */
    private static StoredRegisters pwrOfH7() {
        return new StoredRegisters(Map.of(0x04, VOSRDY_AT_13, 0x18, VOSRDY_AT_13), List.of());
    }

    /** RM0433, DBGMCU_IDC: an STM32H743 of revision V, the first that takes 480 MHz. */
    private static StoredRegisters debugOfH7() {
        return new StoredRegisters(Map.of(0x00, 0x20036450), List.of());
    }

    /** RM0432 6.4: HSI answers two bits higher, MSI, HSE and the PLLs one, SW of RCC_CFGR two; LSE, LSI and HSI48 one. */
    private static StoredRegisters rccOfL4() {
        return new StoredRegisters(
                Map.of(0x00, 0x63),
                List.of(
                        new Ready(0x00, 0x15010001, 0x00, 1),
                        new Ready(0x00, 0x100, 0x00, 2),
                        new Ready(0x08, 0x3, 0x08, 2),
                        new Ready(0x90, 0x1, 0x90, 1),
                        new Ready(0x94, 0x1, 0x94, 1),
                        new Ready(0x98, 0x1, 0x98, 1)));
    }

    /** RM0432 5.4: range 1 without boost from reset; VOSF and REGLPF of PWR_SR2 are ready when they are 0. */
    private static StoredRegisters pwrOfL4() {
        return new StoredRegisters(Map.of(0x00, 0x200, 0x14, 0x100, 0x80, 0x100), List.of());
    }

    /** The rules given, and those of the oscillators: of RCC_CR, and of LSE and LSI in RCC_BDCR and RCC_CSR. */
    private static List<Ready> withOscillators(int oscillators, Ready... others) {
        List<Ready> rules = new ArrayList<>(List.of(others));
        rules.add(new Ready(0x00, oscillators, 0x00, 1));
        rules.add(new Ready(0x70, 0x1, 0x70, 1));
        rules.add(new Ready(0x74, 0x1, 0x74, 1));
        return rules;
    }
}
