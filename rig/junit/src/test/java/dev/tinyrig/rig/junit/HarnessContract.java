package dev.tinyrig.rig.junit;

import static dev.tinyrig.rig.junit.assertions.RigAssertions.assertThat;
import static dev.tinyrig.rig.junit.console.Dialog.console;
import static org.awaitility.Awaitility.await;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.junit.console.Dialog;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract with real firmware; a subclass names the bench. */
@OnTarget("stm32f405")
abstract class HarnessContract extends BenchContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init")
    private static Firmware image;

    @BeforeAll
    static void buildsOneImageForAll(@BuiltBy(EchoFirmware.class) Firmware built) {
        image = built;
    }

    @Override
    protected final Target target() {
        return HarnessImage.TARGET;
    }

    @Override
    protected final ContractFirmware echo() {
        return new ContractFirmware(image, HarnessImage.soundStimuli());
    }

    @Override
    protected final ContractFirmware crashing() {
        return triggered(Trigger.CRASH);
    }

    @Override
    protected final ContractFirmware hanging() {
        return triggered(Trigger.HANG);
    }

    @Test
    final void consoleShowsTheBootAndAnswersUntilItIsClosed() {
        try (Session session = bench("a").open(target())) {
            try (Dialog console = console(session, image)) {
                await().atMost(PATIENCE).untilAsserted(console.shows("m-ready"));
                console.send("rig image%");
                await().atMost(PATIENCE).untilAsserted(console.shows("m-rig-image-[" + image.buildId()));
            }

            assertThat(session.run(image, echo().workload(0, 1, PATIENCE))).wasMeasured();
        }
    }

    private static ContractFirmware triggered(Trigger trigger) {
        return new ContractFirmware(image, List.of(HarnessImage.triggering(trigger), HarnessImage.sound(1)));
    }
}
