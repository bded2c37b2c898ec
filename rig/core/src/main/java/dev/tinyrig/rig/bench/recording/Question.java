package dev.tinyrig.rig.bench.recording;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Sha256;
import dev.tinyrig.rig.measure.Workload;

/** Names a firmware and what it was asked to do, so that equal names are the same run. */
final class Question {
    private Question() {}

    /** Where the image lies and which compiler made it does not matter: the build id is the image. */
    static String of(Firmware firmware, Workload workload) {
        return "%s of %s, %s, workload %s"
                .formatted(firmware.buildId(), firmware.target(), firmware.footprint(), hash(workload));
    }

    static String ofTalk(Firmware firmware) {
        return "%s of %s, %s, console".formatted(firmware.buildId(), firmware.target(), firmware.footprint());
    }

    private static String hash(Workload workload) {
        Sha256 hash = new Sha256()
                .add("%d %d %d %s"
                        .formatted(
                                workload.stimuli().size(),
                                workload.warmups(),
                                workload.repeats(),
                                workload.patience()));
        workload.stimuli().forEach(stimulus -> hash.add(" " + stimulus.input() + " " + stimulus.expectedOutput()));
        return hash.hex();
    }
}
