package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.target.Target;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** The contract with real firmware; a subclass names the bench. */
@OnTarget("stm32f405")
abstract class HarnessContract extends BenchContract {
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

    private static ContractFirmware triggered(Trigger trigger) {
        return new ContractFirmware(image, List.of(HarnessImage.triggering(trigger), HarnessImage.sound(1)));
    }
}
