package dev.tinyrig.rig.target;

/** The C header {@code target_config.h} through which the firmware harness knows its target's constants. */
public final class TargetHeader {
    public static final String FILE_NAME = "target_config.h";

    private TargetHeader() {}

    /** The whole text of the header. */
    public static String of(Target target) {
        Target.Clocks clocks = target.clocks();
        Target.Console console = target.console();
        return """
                /* Generated from the description of %1$s, %1$s.yaml; edit that instead. */
                #ifndef TARGET_CONFIG_H
                #define TARGET_CONFIG_H

                #define TARGET_NAME "%1$s"
                #define TARGET_CORE_HZ %2$du
                #define TARGET_HSE_HZ %3$du
                #define TARGET_FLASH_WAIT_STATES %4$du
                #define TARGET_UART_BASE 0x%5$08xu /* %6$s */
                #define TARGET_UART_INTERRUPT %11$du
                #define TARGET_UART_CLOCK_HZ %7$du
                #define TARGET_UART_BAUD %8$du
                %9$s%10$s
                #endif
                """
                .formatted(
                        target.name(),
                        clocks.coreHz(),
                        clocks.hseHz(),
                        clocks.flashWaitStates(),
                        console.base(),
                        console.uart(),
                        console.clockHz(),
                        console.baud(),
                        pin("TX", console.tx()),
                        pin("RX", console.rx()),
                        console.interrupt());
    }

    private static String pin(String role, Target.Pin pin) {
        return """
                #define TARGET_%1$s_PORT %2$du /* GPIO%3$s */
                #define TARGET_%1$s_PIN %4$du
                #define TARGET_%1$s_FUNCTION %5$du
                """
                .formatted(role, pin.port().charAt(0) - 'A', pin.port(), pin.number(), pin.alternateFunction());
    }
}
