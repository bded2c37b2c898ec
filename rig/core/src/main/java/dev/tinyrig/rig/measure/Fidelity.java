package dev.tinyrig.rig.measure;

/** How near to silicon a number is, in rising order. */
public enum Fidelity {
    /** computed by a model that ran no firmware */
    PREDICTED,
    /** the firmware ran in an emulator or simulator */
    SIMULATED,
    /** the firmware ran on a chip */
    MEASURED
}
