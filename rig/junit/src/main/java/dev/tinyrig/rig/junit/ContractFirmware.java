package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import java.time.Duration;
import java.util.List;

/** A firmware whose behaviour is known, and the stimuli that bring it out. */
public record ContractFirmware(Firmware firmware, List<Stimulus> stimuli) {
    public ContractFirmware {
        stimuli = List.copyOf(stimuli);
    }

    Workload workload(int warmups, int repeats, Duration patience) {
        return new Workload(stimuli, warmups, repeats, patience);
    }
}
