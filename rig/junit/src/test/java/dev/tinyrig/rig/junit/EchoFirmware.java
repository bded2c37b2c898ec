package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.time.Duration;

/** The real harness around a network that adds four inputs to an output. */
public final class EchoFirmware implements ImageBuilder {
    @Override
    public Firmware build(Target target, Path folder) {
        return HarnessImage.echo(folder, target).firmware();
    }

    /** Five inputs and what the network answers. */
    public static Workload workload(int repeats) {
        return new Workload(HarnessImage.soundStimuli(), 1, repeats, Duration.ofSeconds(20));
    }
}
