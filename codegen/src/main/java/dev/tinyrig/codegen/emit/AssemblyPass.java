package dev.tinyrig.codegen.emit;

/** Second pass: an assembler file that gives each array of {@code weights.bin} its symbol, never through C text. */
final class AssemblyPass {
    static final String WEIGHTS_FILE = "weights.bin";

    private AssemblyPass() {}

    static String run(WeightsFile weights) {
        CWriter writer = new CWriter();
        writer.comment("The constants of net.c, cut out of " + WEIGHTS_FILE + "; written by TinyRig, do not edit.");
        for (WeightsFile.Section section : weights.sections()) {
            writer.blank().lines(assembly(section));
        }
        return writer.blank()
                .lines("    .section .note.GNU-stack, \"\", %progbits")
                .toString();
    }

    private static String assembly(WeightsFile.Section section) {
        return """
                    .section .rodata.%1$s, "a", %%progbits
                    .balign %2$d
                    .global %1$s
                    .type %1$s, %%object
                    .size %1$s, %4$d
                %1$s:
                    .incbin "%5$s", %3$d, %4$d
                """
                .formatted(section.symbol(), WeightsFile.ALIGNMENT, section.offset(), section.bytes(), WEIGHTS_FILE);
    }
}
