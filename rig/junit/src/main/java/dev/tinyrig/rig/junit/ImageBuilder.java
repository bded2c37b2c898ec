package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.nio.file.Path;

/** Makes an image for any target. */
public interface ImageBuilder {
    /**
     * Compiles and links.
     *
     * @param folder empty, and deleted after the run
     */
    Firmware build(Target target, Path folder) throws IOException;
}
