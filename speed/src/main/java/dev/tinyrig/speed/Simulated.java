package dev.tinyrig.speed;

import dev.tinyrig.rig.bench.sim.SimMachines;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.MachineDescription;
import dev.tinyrig.sim.Stop;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A simulated board that has booted one of our images. */
final class Simulated {
    private static final long MOST_INSTRUCTIONS = 2_000_000_000L;
    private static final long SLICE = 1_000_000;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    final Machine machine;

    Simulated(Path elf, Target target, boolean timed) {
        MachineDescription description = SimMachines.of(target);
        Image image = Image.read(elf, target);
        machine = timed
                ? SimMachines.startTimed(description, target, image, said::write)
                : SimMachines.start(description, image, said::write);
        runUntil("m-ready");
    }

    /** Asks for so many inferences on an input of zeros, which is what RAM holds. */
    void ask(int inferences) {
        said.reset();
        machine.send(("infer " + inferences + " 0%").getBytes(StandardCharsets.US_ASCII));
    }

    /** Runs until the image has said something. */
    void runUntil(String words) {
        long end = machine.executed() + MOST_INSTRUCTIONS;
        while (!said.toString(StandardCharsets.US_ASCII).contains(words)) {
            Stop stop = machine.run(SLICE);
            if (stop.remedy() == Stop.Remedy.NONE || machine.executed() > end) {
                throw new IllegalStateException(stop + " while waiting for " + words + ", heard: " + said);
            }
        }
    }
}
