package dev.tinyrig.sim.cpu;

/** The floating-point extension that a processor has. */
public enum FpuKind {
    NONE,
    /** Cortex-M4F: single precision. */
    FPV4_SP_D16,
    /** Cortex-M7 with single precision, such as STM32F746. */
    FPV5_SP_D16,
    /** Cortex-M7 with double precision, such as STM32F765 and STM32H743. */
    FPV5_D16
}
