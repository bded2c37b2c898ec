package dev.tinyrig.rig.junit.samples;

import static dev.tinyrig.rig.junit.console.Dialog.console;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.junit.BuiltBy;
import dev.tinyrig.rig.junit.EchoFirmware;
import dev.tinyrig.rig.junit.OnTarget;
import dev.tinyrig.rig.junit.console.Dialog;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** A talk with the firmware, each wait with a bound. */
@OnTarget("stm32f746")
final class Sample02ConsoleDialogTest {
    @Test
    void bootsAndSaysWhoItIs(Session session, @BuiltBy(EchoFirmware.class) Firmware firmware) {
        try (Dialog console = console(session, firmware)) {
            await().atMost(ofSeconds(5)).untilAsserted(console.shows("m-ready"));

            console.send("name%");
            await().atMost(ofSeconds(5)).untilAsserted(console.shows("m-name-dut-[tinyrig]"));

            console.send("rig image%");
            await().atMost(ofSeconds(5))
                    .untilAsserted(console.showsLine("m-rig-image-\\[%s]".formatted(firmware.buildId())));
        }
    }

    @Test
    void waitThatEndsShowsTheLastLines(Session session, @BuiltBy(EchoFirmware.class) Firmware firmware) {
        try (Dialog console = console(session, firmware)) {
            assertThatThrownBy(() -> await().atMost(ofMillis(500)).untilAsserted(console.shows("login:")))
                    .isInstanceOf(ConditionTimeoutException.class)
                    .hasMessageContaining("expected the console to show \"login:\", but its last lines are:")
                    .hasMessageContaining("m-init-done\nm-ready");
        }
    }
}
