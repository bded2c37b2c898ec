package dev.tinyrig.rig.bench.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Workload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a firmware and what it was asked to do, so that equal names are the same run. */
final class Question {
    private Question() {}

    /** Where the image lies and which compiler made it does not matter: the build id is the image. */
    static String of(Firmware firmware, Workload workload) {
        return "%s of %s, %s, workload %s"
                .formatted(firmware.buildId(), firmware.target(), firmware.footprint(), hash(workload));
    }

    private static String hash(Workload workload) {
        MessageDigest digest = sha256();
        digest.update("%d %d %d %s"
                .formatted(workload.stimuli().size(), workload.warmups(), workload.repeats(), workload.patience())
                .getBytes(UTF_8));
        workload.stimuli()
                .forEach(stimulus ->
                        digest.update((" " + stimulus.input() + " " + stimulus.expectedOutput()).getBytes(UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
