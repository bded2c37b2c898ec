package dev.tinyrig.rig.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TargetHeaderTest {
    @Test
    void wholeTextIsAsExpected() {
        String header = TargetHeader.of(Targets.load().named("stm32f746"));

        assertThat(header)
                .isEqualTo(
                        """
                        /* Generated from the description of stm32f746, stm32f746.yaml; edit that instead. */
                        #ifndef TARGET_CONFIG_H
                        #define TARGET_CONFIG_H

                        #define TARGET_NAME "stm32f746"
                        #define TARGET_CORE_HZ 216000000u
                        #define TARGET_HSE_HZ 25000000u
                        #define TARGET_FLASH_WAIT_STATES 7u
                        #define TARGET_UART_BASE 0x40011000u /* USART1 */
                        #define TARGET_UART_INTERRUPT 37u
                        #define TARGET_UART_CLOCK_HZ 108000000u
                        #define TARGET_UART_BAUD 115200u
                        #define TARGET_TX_PORT 0u /* GPIOA */
                        #define TARGET_TX_PIN 9u
                        #define TARGET_TX_FUNCTION 7u
                        #define TARGET_RX_PORT 1u /* GPIOB */
                        #define TARGET_RX_PIN 7u
                        #define TARGET_RX_FUNCTION 7u

                        #endif
                        """);
    }
}
