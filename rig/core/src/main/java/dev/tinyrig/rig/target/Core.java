package dev.tinyrig.rig.target;

/** The processor core of a target, with the name compilers know it by. */
public enum Core {
    CORTEX_M4("cortex-m4"),
    CORTEX_M7("cortex-m7");

    private final String cpu;

    Core(String cpu) {
        this.cpu = cpu;
    }

    /** The value of {@code -mcpu=}. */
    public String cpu() {
        return cpu;
    }
}
