package dev.tinyrig.codegen.emit;

import dev.tinyrig.rig.measure.Bytes;
import java.util.List;

/** The contents of {@code weights.bin}, and what lies where in it. */
record WeightsFile(Bytes bytes, List<Section> sections) {
    static final int ALIGNMENT = 4;

    WeightsFile {
        sections = List.copyOf(sections);
    }

    /**
     * One constant array.
     *
     * @param symbol its name in C and assembly
     * @param declaration type, name and length in C
     * @param offset in the file, a multiple of {@link #ALIGNMENT}
     */
    record Section(String symbol, String declaration, int offset, int bytes) {}
}
