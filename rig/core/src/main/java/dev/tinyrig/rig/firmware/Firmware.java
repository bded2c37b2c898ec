package dev.tinyrig.rig.firmware;

import java.nio.file.Path;

/**
 * A linked ELF image for one target, named by its build id.
 *
 * @param elf the file
 * @param buildId 40 hex digits of the SHA-1 that the linker wrote into {@code .note.gnu.build-id}; the running image
 *     answers with the same
 * @param target the name of the target it was linked for
 * @param compiler compiler and version, as it names itself
 * @param footprint bytes by section group
 */
public record Firmware(Path elf, String buildId, String target, String compiler, Footprint footprint) {
    public Firmware {
        if (!buildId.matches("[0-9a-f]{40}")) {
            throw new IllegalArgumentException("build id '" + buildId + "' is not 40 hex digits");
        }
    }
}
